// about: the handler gives the address of its variable, and returns
// origin: written for this rule
#include "shot.h"
#include <linux/fs.h>

static int shot_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	int result = cmd->cmd_op & 7;

	shot_take(cmd, &result);
	return -EIOCBQUEUED;
}

static const struct file_operations shot_fops = { .uring_cmd = shot_uring_cmd };
