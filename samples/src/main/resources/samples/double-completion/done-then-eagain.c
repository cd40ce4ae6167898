// about: the command is completed with an error and then given back for another issue
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct chan {
	bool (*ready)(struct chan *chan);
	int (*flush)(struct chan *chan);
};

static int chan_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct chan *chan = cmd->file->private_data;

	if (issue_flags & IO_URING_F_NONBLOCK) {
		if (!chan->ready(chan))
			io_uring_cmd_done(cmd, -EBUSY, issue_flags);
		return -EAGAIN; // expect: double-completion
	}
	return chan->flush(chan);
}

static const struct file_operations chan_fops = { .uring_cmd = chan_uring_cmd };
