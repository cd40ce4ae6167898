// about: the operator with an omitted middle takes its value once
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct gauge_args {
	u32 rounds;
	u32 pad;
};

static int gauge_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	const struct gauge_args *args = io_uring_sqe_cmd(cmd->sqe);
	u32 rounds = READ_ONCE(args->rounds) ?: 8;

	return gauge_turn(cmd->file->private_data, rounds & 63);
}

static const struct file_operations gauge_fops = { .uring_cmd = gauge_uring_cmd };
