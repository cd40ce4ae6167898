// about: a transfer gives an error or a count below 2 GB, and a cast says that the length is short
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct chute {
	size_t waiting;
	bool full;
};

static int chute_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct chute *chute = cmd->file->private_data;
	ssize_t moved = chute_move(chute, issue_flags & IO_URING_F_NONBLOCK);

	if (chute->full)
		return (int)chute->waiting;
	return moved;
}

static const struct file_operations chute_fops = { .uring_cmd = chute_uring_cmd };
