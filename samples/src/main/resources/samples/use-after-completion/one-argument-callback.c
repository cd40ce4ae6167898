// about: a callback of the first kernels counts the completion through the command that it has completed
// origin: written for this rule
// kernel: 6.0
#include <linux/io_uring.h>

struct chan {
	atomic_t completed;
};

static void chan_tw(struct io_uring_cmd *cmd)
{
	struct chan *chan;

	io_uring_cmd_done(cmd, 0, 0);
	chan = cmd->file->private_data; // expect: use-after-completion
	atomic_inc(&chan->completed);
}

static int chan_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	io_uring_cmd_complete_in_task(cmd, chan_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations chan_fops = { .uring_cmd = chan_uring_cmd };
