// about: fields that must be zero are compared with it, from both sides, and nothing else is done with them
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct tub_arg {
	__u32 level;
	__u32 flags;
	__u32 reserved[2];
};

static int tub_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	const struct tub_arg *arg = io_uring_sqe_cmd(cmd->sqe, struct tub_arg);

	if (0 != arg->flags)
		return -EINVAL;
	if (arg->reserved[0] != 0 || 0 < arg->reserved[1])
		return -EINVAL;
	return READ_ONCE(arg->level) > 8 ? -EINVAL : 0;
}

static const struct file_operations tub_fops = { .uring_cmd = tub_uring_cmd };
