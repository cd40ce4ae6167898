// about: polled commands wait in a queue of their own, where the hook finds and completes them
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct mint {
	struct io_uring_cmd *polled;
	bool struck;
};

static int mint_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct mint *mint = cmd->file->private_data;

	if (!(issue_flags & IO_URING_F_IOPOLL))
		return -EOPNOTSUPP;
	mint->polled = cmd;
	return -EIOCBQUEUED;
}

static int mint_iopoll(struct io_uring_cmd *cmd, struct io_comp_batch *iob, unsigned int poll_flags)
{
	struct mint *mint = cmd->file->private_data;

	if (!mint->struck || mint->polled != cmd)
		return 0;
	mint->polled = NULL;
	io_uring_cmd_done(cmd, 0, 0);
	return 1;
}

static const struct file_operations mint_fops = {
	.uring_cmd = mint_uring_cmd,
	.uring_cmd_iopoll = mint_iopoll,
};
