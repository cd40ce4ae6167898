// about: the handler copies nothing for its worker
// origin: written for this rule
#include "scow.h"
#include <linux/fs.h>
#include <linux/slab.h>

static int scow_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct scow_tow *tow = kzalloc(sizeof(*tow), GFP_NOWAIT);

	if (!tow)
		return -ENOMEM;
	tow->cmd = cmd;
	INIT_WORK(&tow->work, scow_tow_fn);
	schedule_work(&tow->work);
	return -EIOCBQUEUED;
}

static const struct file_operations scow_fops = { .uring_cmd = scow_uring_cmd };
