// about: the handler keeps its flags with the command
// origin: written for this rule
#include "harp.h"
#include <linux/fs.h>
#include <linux/slab.h>

static int harp_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct harp_pluck *pluck = kzalloc(sizeof(*pluck), GFP_NOWAIT);

	if (!pluck)
		return -ENOMEM;
	pluck->cmd = cmd;
	pluck->flags = issue_flags;
	INIT_WORK(&pluck->work, harp_pluck_fn);
	schedule_work(&pluck->work);
	return -EIOCBQUEUED;
}

static const struct file_operations harp_fops = { .uring_cmd = harp_uring_cmd };
