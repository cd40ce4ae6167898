// about: the minus sign is missing, and the error looks like success with a value of 22
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct widget {
	u32 limit;
};

static int widget_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct widget *widget = cmd->file->private_data;

	if (cmd->cmd_op > READ_ONCE(widget->limit))
		return EINVAL; // expect: positive-errno
	return 0;
}

static const struct file_operations widget_fops = { .uring_cmd = widget_uring_cmd };
