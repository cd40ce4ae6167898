// about: a conditional expression reads the field that it chose by
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct poke_arg {
	__u32 timeout_ms;
	__u32 unit;
};

static int poke_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	const struct poke_arg *arg = io_uring_sqe_cmd(cmd->sqe, struct poke_arg);
	unsigned long timeout;

	timeout = arg->timeout_ms ? msecs_to_jiffies(arg->timeout_ms) : HZ; // expect: sqe-double-fetch
	return poke_unit(cmd->file->private_data, timeout);
}

static const struct file_operations poke_fops = { .uring_cmd = poke_uring_cmd };
