// about: the handler completes with the three-argument call of the first kernels and returns the error too
// origin: written for this rule
// kernel: 6.0
#include <linux/io_uring.h>

struct frob_op {
	__u32 kind;
	__u32 value;
};

static int frob_apply(struct io_uring_cmd *cmd)
{
	const struct frob_op *op = cmd->cmd;
	u32 value = READ_ONCE(op->value);

	if (value > 4096)
		return -EINVAL;
	return 0;
}

static int frob_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	int ret = frob_apply(cmd);

	if (ret < 0) {
		io_uring_cmd_done(cmd, ret, 0);
		return ret; // expect: double-completion
	}
	return 0;
}

static const struct file_operations frob_fops = { .uring_cmd = frob_uring_cmd };
