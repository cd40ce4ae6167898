// about: the poll hook passes its own argument, which says how to poll
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct tide {
	struct io_uring_cmd *cmd;
	u32 status;
};

static int tide_poll(struct io_uring_cmd *cmd, struct io_comp_batch *batch, unsigned int poll_flags)
{
	struct tide *tide = cmd->file->private_data;

	if (!READ_ONCE(tide->status))
		return 0;
	tide->cmd = NULL;
	io_uring_cmd_done(cmd, 0, poll_flags); // expect: issue-flags-wrong-context
	return 1;
}

static int tide_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct tide *tide = cmd->file->private_data;

	if (!(issue_flags & IO_URING_F_IOPOLL))
		return -EOPNOTSUPP;
	tide->cmd = cmd;
	return -EIOCBQUEUED;
}

static const struct file_operations tide_fops = {
	.uring_cmd = tide_uring_cmd,
	.uring_cmd_iopoll = tide_poll,
};
