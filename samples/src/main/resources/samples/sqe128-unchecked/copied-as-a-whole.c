// about: a copy takes 24 bytes at once
// origin: written for this rule
// kernel: 6.12
#include <linux/io_uring/cmd.h>

struct trio_arg {
	__u64 a;
	__u64 b;
	__u64 c;
};

static int trio_load(struct io_uring_cmd *cmd, struct trio_arg *arg)
{
	memcpy(arg, io_uring_sqe_cmd(cmd->sqe), sizeof(*arg));
	return arg->a > arg->b ? -EINVAL : 0;
}

static int trio_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct trio_arg arg;
	int ret = trio_load(cmd, &arg); // expect: sqe128-unchecked

	return ret ? ret : trio_apply(cmd->file->private_data, &arg);
}

static const struct file_operations trio_fops = { .uring_cmd = trio_uring_cmd };
