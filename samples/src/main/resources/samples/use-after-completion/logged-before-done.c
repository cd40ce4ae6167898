// about: what is needed after the completion is copied before it; only the pointer's value is printed
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct widget {
	u32 resets;
	struct io_uring_cmd *last;
};

static int widget_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct widget *widget = cmd->file->private_data;
	u32 cmd_op = cmd->cmd_op;

	widget->resets++;
	io_uring_cmd_done(cmd, 0, issue_flags);
	pr_info("widget: operation %u of %p done\n", cmd_op, cmd);
	return -EIOCBQUEUED;
}

static const struct file_operations widget_fops = { .uring_cmd = widget_uring_cmd };
