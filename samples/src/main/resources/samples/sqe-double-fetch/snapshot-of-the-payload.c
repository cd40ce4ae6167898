// about: the payload is copied to the stack once, and only the copy is used
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct move_arg {
	__u16 from;
	__u16 to;
	__u32 count;
};

static int move_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct mover *mover = cmd->file->private_data;
	struct move_arg arg;

	memcpy(&arg, io_uring_sqe_cmd(cmd->sqe, struct move_arg), sizeof(arg));
	if (arg.from >= mover->slots || arg.to >= mover->slots || arg.from == arg.to)
		return -EINVAL;
	if (arg.count > mover->size[arg.from])
		return -ERANGE;
	return mover_move(mover, arg.from, arg.to, arg.count);
}

static const struct file_operations move_fops = { .uring_cmd = move_uring_cmd };
