// about: the hook returns the status of the work and completes nothing
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct mill {
	int done;
	bool polled;
};

static int mill_iopoll(struct io_uring_cmd *cmd, struct io_comp_batch *iob, unsigned int poll_flags) // expect: iopoll-mismatch
{
	struct mill *mill = cmd->file->private_data;

	return READ_ONCE(mill->done);
}

static int mill_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct mill *mill = cmd->file->private_data;

	if (issue_flags & IO_URING_F_IOPOLL)
		mill->polled = true;
	// Not followed: the function is not part of the sample.
	return mill_start(mill, cmd);
}

static const struct file_operations mill_fops = {
	.uring_cmd = mill_uring_cmd,
	.uring_cmd_iopoll = mill_iopoll,
};
