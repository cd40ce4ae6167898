// about: the second half of the payload lies behind byte 16
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct wide_arg {
	__u64 addr;
	__u32 len;
	__u32 flags;
	__u64 token;
};

static int wide_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	const struct wide_arg *arg = io_uring_sqe128_cmd(cmd->sqe, struct wide_arg);
	u64 addr = READ_ONCE(arg->addr);
	u64 token = READ_ONCE(arg->token); // expect: sqe128-unchecked

	return wide_start(cmd->file->private_data, addr, token);
}

static const struct file_operations wide_fops = { .uring_cmd = wide_uring_cmd };
