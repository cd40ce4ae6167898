// about: a length is loaded plainly, compared and used
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct tape_arg {
	__u32 block;
	__u32 count;
};

static int tape_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	const struct tape_arg *arg = io_uring_sqe_cmd(cmd->sqe, struct tape_arg);
	struct tape *tape = cmd->file->private_data;
	u32 count = arg->count; // expect: sqe-plain-read
	u32 block = READ_ONCE(arg->block);

	if (count > TAPE_BLOCKS)
		return -EINVAL;
	memset(tape->marks, 0, count);
	return tape_seek(tape, block);
}

static const struct file_operations tape_fops = { .uring_cmd = tape_uring_cmd };
