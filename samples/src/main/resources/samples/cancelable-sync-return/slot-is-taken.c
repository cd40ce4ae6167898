// about: the slot turns out to be taken after the mark, and the error is returned
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct chan {
	spinlock_t lock;
	struct io_uring_cmd *waiting;
};

static struct io_uring_cmd *chan_take(struct chan *chan, struct io_uring_cmd *only)
{
	struct io_uring_cmd *cmd;

	spin_lock(&chan->lock);
	cmd = chan->waiting;
	if (cmd && (!only || cmd == only))
		chan->waiting = NULL;
	else
		cmd = NULL;
	spin_unlock(&chan->lock);
	return cmd;
}

static int chan_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct chan *chan = cmd->file->private_data;

	if (issue_flags & IO_URING_F_CANCEL) {
		if (chan_take(chan, cmd))
			io_uring_cmd_done(cmd, -ECANCELED, issue_flags);
		return 0;
	}

	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	spin_lock(&chan->lock);
	if (chan->waiting) {
		spin_unlock(&chan->lock);
		return -EBUSY; // expect: cancelable-sync-return
	}
	chan->waiting = cmd;
	spin_unlock(&chan->lock);
	return -EIOCBQUEUED;
}

static ssize_t chan_write(struct file *file, const char __user *buf, size_t len, loff_t *pos)
{
	struct io_uring_cmd *cmd = chan_take(file->private_data, NULL);

	if (cmd)
		io_uring_cmd_done(cmd, 0, IO_URING_F_UNLOCKED);
	return len;
}

static const struct file_operations chan_fops = {
	.write = chan_write,
	.uring_cmd = chan_uring_cmd,
};
