// about: the helper keeps to positive numbers, and the handler negates what it gets
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct frob {
	bool dead;
	bool full;
};

static int frob_check(struct frob *frob)
{
	if (frob->dead)
		return ENODEV;
	if (frob->full)
		return ENOSPC;
	return 0;
}

static int frob_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct frob *frob = cmd->file->private_data;

	return -frob_check(frob);
}

static const struct file_operations frob_fops = { .uring_cmd = frob_uring_cmd };
