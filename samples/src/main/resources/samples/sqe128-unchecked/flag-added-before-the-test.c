// about: the test sees the flag that the caller added, and not the one of the ring
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct mole_arg {
	__u64 addr;
	__u32 len;
	__u32 berth;
	__u64 manifest;
};

static int mole_check(unsigned int flags)
{
	return flags & IO_URING_F_SQE128 ? 0 : -EOPNOTSUPP;
}

static int mole_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	const struct mole_arg *arg = io_uring_sqe128_cmd(cmd->sqe, struct mole_arg);
	int ret = mole_check(issue_flags | IO_URING_F_SQE128);

	if (ret)
		return ret;
	return mole_moor(cmd->file->private_data, READ_ONCE(arg->manifest)); // expect: sqe128-unchecked
}

static const struct file_operations mole_fops = { .uring_cmd = mole_uring_cmd };
