// about: the kernel's own number for "not supported" reaches user space, which has no name for it
// origin: written for this rule
#include <linux/io_uring/cmd.h>

enum { WIDGET_OP_PING = 1 };

static int widget_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	switch (cmd->cmd_op) {
	case WIDGET_OP_PING:
		return 0;
	default:
		return -ENOTSUPP; // expect: internal-errno
	}
}

static const struct file_operations widget_fops = { .uring_cmd = widget_uring_cmd };
