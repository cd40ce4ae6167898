// about: the first kernels' completion call with the number that means queued
// origin: written for this rule
// kernel: 6.0
#include <linux/io_uring.h>

struct chan {
	bool open;
};

static int chan_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct chan *chan = cmd->file->private_data;
	int ret = -EIOCBQUEUED;

	if (!chan->open)
		ret = -ESHUTDOWN;
	io_uring_cmd_done(cmd, ret, 0); // expect: queued-as-result
	return -EIOCBQUEUED;
}

static const struct file_operations chan_fops = { .uring_cmd = chan_uring_cmd };
