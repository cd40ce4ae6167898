// about: a helper two calls down reads the file of a command that its caller has completed
// origin: written for this rule
// kernel: 6.0
#include <linux/io_uring.h>

struct chan {
	atomic64_t completed;
};

static struct chan *chan_of(struct io_uring_cmd *cmd)
{
	return cmd->file->private_data;
}

static void chan_account(struct io_uring_cmd *cmd)
{
	atomic64_inc(&chan_of(cmd)->completed);
}

static void chan_complete(struct io_uring_cmd *cmd, int ret)
{
	io_uring_cmd_done(cmd, ret, 0);
	chan_account(cmd); // expect: use-after-completion
}

static int chan_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	chan_complete(cmd, 0);
	return -EIOCBQUEUED;
}

static const struct file_operations chan_fops = { .uring_cmd = chan_uring_cmd };
