// about: the payload is reached through the bytes of the SQE, without the accessor
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct press_args {
	u32 force;
	u32 time;
};

static int press_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	const struct press_args *args = (const struct press_args *)cmd->sqe->cmd;
	struct press *press = cmd->file->private_data;

	if (READ_ONCE(args->force) > press->most)
		return -ERANGE;
	press_push(press, READ_ONCE(args->force)); // expect: sqe-double-fetch
	return 0;
}

static const struct file_operations press_fops = { .uring_cmd = press_uring_cmd };
