// about: a message names the operation of a command that is already completed
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct widget {
	u32 resets;
};

static int widget_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct widget *widget = cmd->file->private_data;

	widget->resets++;
	io_uring_cmd_done(cmd, 0, issue_flags);
	pr_info("widget: operation %u done\n", cmd->cmd_op); // expect: use-after-completion
	return -EIOCBQUEUED;
}

static const struct file_operations widget_fops = { .uring_cmd = widget_uring_cmd };
