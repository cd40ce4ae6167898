// about: the command only reaches a structure on the handler's own stack, which nobody sees after the return
// origin: written for this rule
// kernel: 6.6
#include <linux/io_uring.h>

struct chan_request {
	struct io_uring_cmd *cmd;
	unsigned int flags;
	int status;
};

struct chan {
	unsigned long stamp;
};

static void chan_prepare(struct chan *chan, struct chan_request *request)
{
	chan->stamp = jiffies;
	request->status = 0;
}

static int chan_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct chan_request request = { .cmd = cmd, .flags = issue_flags };

	chan_prepare(cmd->file->private_data, &request);
	if (request.status)
		return request.status;
	return -EIOCBQUEUED; // expect: lost-completion
}

static const struct file_operations chan_fops = { .uring_cmd = chan_uring_cmd };
