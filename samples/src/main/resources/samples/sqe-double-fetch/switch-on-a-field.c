// about: a switch reads its field once, however many labels it has
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct dial_arg {
	__u32 mode;
	__u32 value;
};

static int dial_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	const struct dial_arg *arg = io_uring_sqe_cmd(cmd->sqe, struct dial_arg);
	u32 value = READ_ONCE(arg->value);

	switch (READ_ONCE(arg->mode)) {
	case 0:
		return dial_set(cmd->file, value);
	case 1:
		return dial_add(cmd->file, value);
	case 2:
		return dial_sub(cmd->file, value);
	default:
		return -EINVAL;
	}
}

static const struct file_operations dial_fops = { .uring_cmd = dial_uring_cmd };
