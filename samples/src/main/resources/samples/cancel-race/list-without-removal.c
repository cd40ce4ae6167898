// about: the cancel branch takes the lock but leaves the entry on the list that the writer walks
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct chan_wait {
	struct list_head node;
	struct io_uring_cmd *cmd;
};

struct chan_pdu {
	struct chan_wait *wait;
};

struct chan {
	spinlock_t lock;
	struct list_head waiters;
	unsigned int canceled;
};

static void chan_cancel(struct chan *chan, struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	spin_lock(&chan->lock);
	chan->canceled++;
	spin_unlock(&chan->lock);
	io_uring_cmd_done(cmd, -ECANCELED, issue_flags); // expect: cancel-race
}

static int chan_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct chan *chan = cmd->file->private_data;
	struct chan_wait *wait;

	if (issue_flags & IO_URING_F_CANCEL) {
		chan_cancel(chan, cmd, issue_flags);
		return 0;
	}

	wait = kzalloc(sizeof(*wait), GFP_NOWAIT);
	if (!wait)
		return -ENOMEM;
	wait->cmd = cmd;
	io_uring_cmd_to_pdu(cmd, struct chan_pdu)->wait = wait;
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	spin_lock(&chan->lock);
	list_add_tail(&wait->node, &chan->waiters);
	spin_unlock(&chan->lock);
	return -EIOCBQUEUED;
}

static ssize_t chan_write(struct file *file, const char __user *buf, size_t len, loff_t *pos)
{
	struct chan *chan = file->private_data;
	struct chan_wait *wait;

	spin_lock(&chan->lock);
	wait = list_first_entry_or_null(&chan->waiters, struct chan_wait, node);
	if (wait)
		list_del(&wait->node);
	spin_unlock(&chan->lock);
	if (wait) {
		io_uring_cmd_done(wait->cmd, 0, IO_URING_F_UNLOCKED);
		kfree(wait);
	}
	return len;
}

static const struct file_operations chan_fops = { .write = chan_write, .uring_cmd = chan_uring_cmd };
