// about: the bound of a loop is read in each round
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct blink_arg {
	__u32 times;
	__u32 color;
};

static int blink_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	const struct blink_arg *arg = io_uring_sqe_cmd(cmd->sqe, struct blink_arg);
	u32 color = READ_ONCE(arg->color);
	u32 i;

	for (i = 0; i < READ_ONCE(arg->times); i++) // expect: sqe-double-fetch
		blink_once(cmd->file, color);
	return 0;
}

static const struct file_operations blink_fops = { .uring_cmd = blink_uring_cmd };
