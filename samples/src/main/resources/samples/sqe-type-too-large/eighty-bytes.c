// about: 80 bytes are what an SQE of 128 has room for, and the driver tests for one
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct loom_args {
	__u64 addresses[8];
	__u32 lengths[4];
};

static int loom_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	const struct loom_args *args;

	if (!(issue_flags & IO_URING_F_SQE128))
		return -EINVAL;
	args = io_uring_sqe128_cmd(cmd->sqe, struct loom_args);
	return loom_start(cmd->file->private_data, READ_ONCE(args->lengths[0]));
}

static const struct file_operations loom_fops = { .uring_cmd = loom_uring_cmd };
