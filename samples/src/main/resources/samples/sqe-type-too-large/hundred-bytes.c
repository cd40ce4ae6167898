// about: the driver's structure for the SQE has more bytes than the largest SQE leaves it
// origin: written for this rule
// kernel: 6.12
#include <linux/io_uring/cmd.h>

struct forge_args {
	__u64 addresses[10];
	__u32 lengths[5];
};

static int forge_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	const struct forge_args *args = io_uring_sqe_cmd(cmd->sqe); // expect: sqe-type-too-large

	if (!(issue_flags & IO_URING_F_SQE128))
		return -EINVAL;
	return forge_start(cmd->file->private_data, READ_ONCE(args->lengths[4]));
}

static const struct file_operations forge_fops = { .uring_cmd = forge_uring_cmd };
