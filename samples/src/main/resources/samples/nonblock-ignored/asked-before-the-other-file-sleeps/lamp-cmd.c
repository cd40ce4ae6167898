// about: the handler says whether the other file may sleep
// origin: written for this rule
#include "lamp.h"
#include <linux/fs.h>

static int lamp_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct lamp *lamp = cmd->file->private_data;

	if (cmd->cmd_op != 1)
		return -EOPNOTSUPP;
	return lamp_light(lamp, issue_flags & IO_URING_F_NONBLOCK);
}

static const struct file_operations lamp_fops = { .uring_cmd = lamp_uring_cmd };
