// about: the whole structure is copied out of the payload at once, and some of the next SQE with it
// origin: written for this rule
// kernel: 6.2
#include <linux/io_uring.h>

struct kiln_options {
	u8 program[64];
	__le32 limits[6];
};

static int kiln_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct kiln_options options;

	if (!(issue_flags & IO_URING_F_SQE128))
		return -EINVAL;
	memcpy(&options, cmd->cmd, sizeof(options)); // expect: sqe-type-too-large
	return kiln_set(cmd->file->private_data, options.limits[0]);
}

static const struct file_operations kiln_fops = { .uring_cmd = kiln_uring_cmd };
