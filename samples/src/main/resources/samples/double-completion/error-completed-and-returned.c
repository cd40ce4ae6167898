// about: the start fails, the command is completed, and the error is returned as well
// origin: written for this rule
// kernel: 6.12
#include <linux/io_uring/cmd.h>

struct widget {
	struct work_struct work;
	struct io_uring_cmd *cmd;
	bool dead;
};

static int widget_start(struct widget *widget, struct io_uring_cmd *cmd)
{
	if (widget->dead)
		return -ENODEV;
	return 0;
}

static int widget_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct widget *widget = cmd->file->private_data;
	int ret = widget_start(widget, cmd);

	if (ret)
		io_uring_cmd_done(cmd, ret, 0, issue_flags);
	return ret; // expect: double-completion
}

static const struct file_operations widget_fops = {
	.owner = THIS_MODULE,
	.uring_cmd = widget_uring_cmd,
};
