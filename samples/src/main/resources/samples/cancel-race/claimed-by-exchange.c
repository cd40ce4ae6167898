// about: both sides take the command out of the slot with one atomic exchange, so only one of them gets it
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct chan {
	struct io_uring_cmd *waiting;
};

static int chan_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct chan *chan = cmd->file->private_data;

	if (issue_flags & IO_URING_F_CANCEL) {
		if (cmpxchg(&chan->waiting, cmd, NULL) == cmd)
			io_uring_cmd_done(cmd, -ECANCELED, issue_flags);
		return 0;
	}

	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	if (cmpxchg(&chan->waiting, NULL, cmd) != NULL)
		io_uring_cmd_done(cmd, -EBUSY, issue_flags);
	return -EIOCBQUEUED;
}

static ssize_t chan_write(struct file *file, const char __user *buf, size_t len, loff_t *pos)
{
	struct chan *chan = file->private_data;
	struct io_uring_cmd *cmd = xchg(&chan->waiting, NULL);

	if (cmd)
		io_uring_cmd_done(cmd, 0, IO_URING_F_UNLOCKED);
	return len;
}

static const struct file_operations chan_fops = { .write = chan_write, .uring_cmd = chan_uring_cmd };
