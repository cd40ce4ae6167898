// about: commands are marked cancelable, and the handler takes the cancel call for a new command
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct chan {
	spinlock_t lock;
	struct io_uring_cmd *waiting;
};

static int chan_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags) // expect: cancel-unhandled
{
	struct chan *chan = cmd->file->private_data;
	int ret = 0;

	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	spin_lock(&chan->lock);
	if (chan->waiting)
		ret = -EBUSY;
	else
		chan->waiting = cmd;
	spin_unlock(&chan->lock);
	if (ret)
		io_uring_cmd_done(cmd, ret, issue_flags);
	return -EIOCBQUEUED;
}

static ssize_t chan_write(struct file *file, const char __user *buf, size_t len, loff_t *pos)
{
	struct chan *chan = file->private_data;
	struct io_uring_cmd *cmd;

	spin_lock(&chan->lock);
	cmd = chan->waiting;
	chan->waiting = NULL;
	spin_unlock(&chan->lock);
	if (cmd)
		io_uring_cmd_done(cmd, 0, IO_URING_F_UNLOCKED);
	return len;
}

static const struct file_operations chan_fops = {
	.write = chan_write,
	.uring_cmd = chan_uring_cmd,
};
