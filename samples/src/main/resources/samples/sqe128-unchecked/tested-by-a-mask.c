// about: a helper compares both flags at once, and the handler honors its verdict
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct wide_arg {
	__u64 addr;
	__u32 len;
	__u32 flags;
	__u64 token;
};

static int wide_checks(unsigned int issue_flags)
{
	if ((issue_flags & (IO_URING_F_SQE128 | IO_URING_F_CQE32)) !=
	    (IO_URING_F_SQE128 | IO_URING_F_CQE32))
		return -EOPNOTSUPP;
	return 0;
}

static int wide_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	const struct wide_arg *arg = io_uring_sqe128_cmd(cmd->sqe, struct wide_arg);
	int ret = wide_checks(issue_flags);

	if (ret)
		return ret;
	return wide_start(cmd->file->private_data, READ_ONCE(arg->addr), READ_ONCE(arg->token));
}

static const struct file_operations wide_fops = { .uring_cmd = wide_uring_cmd };
