// about: a positive count is a result like any other on the newest kernels
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct chan {
	atomic_t events;
};

static int chan_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct chan *chan = cmd->file->private_data;

	return min(atomic_xchg(&chan->events, 0), 22);
}

static const struct file_operations chan_fops = { .uring_cmd = chan_uring_cmd };
