// about: the handler hopes for another issue, but completes the command with the number that asks for it
// origin: written for this rule
// kernel: 6.12
#include <linux/io_uring/cmd.h>

struct frob {
	bool (*flush)(struct frob *frob);
};

static int frob_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct frob *frob = cmd->file->private_data;

	if (issue_flags & IO_URING_F_NONBLOCK) {
		io_uring_cmd_done(cmd, -EAGAIN, 0, issue_flags); // expect: queued-as-result
		return -EIOCBQUEUED;
	}
	return frob->flush(frob) ? 0 : -EIO;
}

static const struct file_operations frob_fops = { .uring_cmd = frob_uring_cmd };
