// about: the word goes to the test with flags of the driver's own added to it
// origin: written for this rule
#include <linux/io_uring/cmd.h>

#define PIER_F_REMOTE (1U << 28)

struct pier_arg {
	__u64 addr;
	__u32 len;
	__u32 berth;
	__u64 manifest;
};

static bool pier_is_large(unsigned int flags)
{
	return flags & IO_URING_F_SQE128;
}

static int pier_check(unsigned int flags)
{
	unsigned int both = IO_URING_F_SQE128 | IO_URING_F_CQE32;

	if ((flags & both) != both)
		return -EOPNOTSUPP;
	return 0;
}

static int pier_load(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	const struct pier_arg *arg = io_uring_sqe128_cmd(cmd->sqe, struct pier_arg);

	if (!pier_is_large(PIER_F_REMOTE | (issue_flags & ~IO_URING_F_NONBLOCK)))
		return -EINVAL;
	return pier_moor(cmd->file->private_data, READ_ONCE(arg->addr), READ_ONCE(arg->manifest));
}

static int pier_unload(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	const struct pier_arg *arg = io_uring_sqe128_cmd(cmd->sqe, struct pier_arg);
	int ret = pier_check(issue_flags | PIER_F_REMOTE);

	if (ret)
		return ret;
	return pier_cast_off(cmd->file->private_data, READ_ONCE(arg->addr), READ_ONCE(arg->manifest));
}

static int pier_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	switch (cmd->cmd_op) {
	case PIER_LOAD:
		return pier_load(cmd, issue_flags);
	case PIER_UNLOAD:
		return pier_unload(cmd, issue_flags);
	default:
		return -ENOTTY;
	}
}

static const struct file_operations pier_fops = { .uring_cmd = pier_uring_cmd };
