// about: the handler completes with a second result, on rings that have a place for it, in 6.12
// origin: written for this rule
// kernel: 6.12
#include <linux/io_uring/cmd.h>

enum { GULL_COUNT, GULL_POSITION };

static int gull_position(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	u64 place;

	if (!(issue_flags & IO_URING_F_CQE32))
		return -EINVAL;
	place = gull_where(cmd->file->private_data);
	io_uring_cmd_done(cmd, 0, place, issue_flags);
	return -EIOCBQUEUED;
}

static int gull_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	switch (cmd->cmd_op) {
	case GULL_COUNT:
		return gull_flock(cmd->file->private_data) > 100 ? -EOVERFLOW : 0;
	case GULL_POSITION:
		return gull_position(cmd, issue_flags);
	}
	return -ENOTTY;
}

static const struct file_operations gull_fops = { .uring_cmd = gull_uring_cmd };
