// about: a function of another module receives the command; what it does is not known, and nothing is claimed
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct frob_core;
int frob_core_submit(struct frob_core *core, struct io_uring_cmd *cmd, unsigned int issue_flags);

struct frob {
	struct frob_core *core;
};

static int frob_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct frob *frob = cmd->file->private_data;
	int ret;

	if (!frob->core)
		return -ENXIO;
	// Not followed: the function is not part of the sample.
	ret = frob_core_submit(frob->core, cmd, issue_flags);
	if (ret)
		return ret;
	return -EIOCBQUEUED;
}

static const struct file_operations frob_fops = { .uring_cmd = frob_uring_cmd };
