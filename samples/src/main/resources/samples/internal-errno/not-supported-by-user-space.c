// about: the number for user space looks much like the internal one
// origin: written for this rule
#include <linux/io_uring/cmd.h>

enum { WIDGET_OP_PING = 1 };

static int widget_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	switch (cmd->cmd_op) {
	case WIDGET_OP_PING:
		return 0;
	default:
		return -EOPNOTSUPP;
	}
}

static const struct file_operations widget_fops = { .uring_cmd = widget_uring_cmd };
