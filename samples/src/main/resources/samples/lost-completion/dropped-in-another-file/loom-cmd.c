// about: the handler says that the command is pending, whatever the other file did
// origin: written for this rule
#include "loom.h"
#include <linux/fs.h>

static int loom_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct loom *loom = cmd->file->private_data;

	if (loom_weave(loom, cmd, issue_flags))
		return -EINVAL;
	return -EIOCBQUEUED; // expect: lost-completion
}

static const struct file_operations loom_fops = { .uring_cmd = loom_uring_cmd };
