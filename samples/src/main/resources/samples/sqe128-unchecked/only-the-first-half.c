// about: the type is wide, but only its first 16 bytes are read without the test
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct half_arg {
	__u32 version;
	__u32 size;
	__u64 addr;
	__u64 extra[4];
};

static int half_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	const struct half_arg *arg = io_uring_sqe128_cmd(cmd->sqe, struct half_arg);
	u32 version = READ_ONCE(arg->version);
	u64 extra = 0;

	if (version > 2)
		return -EINVAL;
	if (version == 2) {
		if (!(issue_flags & IO_URING_F_SQE128))
			return -EINVAL;
		extra = READ_ONCE(arg->extra[1]);
	}
	return half_start(cmd->file->private_data, READ_ONCE(arg->addr), READ_ONCE(arg->size), extra);
}

static const struct file_operations half_fops = { .uring_cmd = half_uring_cmd };
