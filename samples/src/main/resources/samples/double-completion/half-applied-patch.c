// about: of a patch a part applies: a function takes its device first, and one caller still gives the command alone
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct gauge {
	struct delayed_work poll;
	int state;
};

static int gauge_start(struct gauge *gauge, struct io_uring_cmd *cmd)
{
	schedule_delayed_work(&gauge->poll, HZ);
	gauge->state = 1;
	if (cmd->flags)
		return -EINVAL;
	return 0;
}

static int gauge_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	int ret = -EOPNOTSUPP;

	if (cmd->cmd_op == 1)
		// Not followed: the call gives less than the function takes.
		ret = gauge_start(cmd);
	io_uring_cmd_done(cmd, ret, issue_flags);
	return -EIOCBQUEUED;
}

static const struct file_operations gauge_fops = {
	.owner = THIS_MODULE,
	.uring_cmd = gauge_uring_cmd,
};
