// about: completing inside the handler is right when the handler says that the command is queued
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct widget {
	u32 generation;
	bool dead;
};

static int widget_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct widget *widget = cmd->file->private_data;
	int ret = 0;

	if (widget->dead) {
		ret = -ENODEV;
		goto out;
	}
	widget->generation++;
out:
	io_uring_cmd_done(cmd, ret, issue_flags);
	return -EIOCBQUEUED;
}

static const struct file_operations widget_fops = { .uring_cmd = widget_uring_cmd };
