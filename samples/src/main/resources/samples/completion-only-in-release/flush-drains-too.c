// about: flush, which runs at every close, drains the same list; release is left with nothing to do
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct chan_wait {
	struct list_head node;
	struct io_uring_cmd *cmd;
};

struct chan {
	spinlock_t lock;
	struct list_head waiters;
};

static int chan_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct chan *chan = cmd->file->private_data;
	struct chan_wait *wait = kzalloc(sizeof(*wait), GFP_NOWAIT);

	if (!wait)
		return -ENOMEM;
	wait->cmd = cmd;
	spin_lock(&chan->lock);
	list_add_tail(&wait->node, &chan->waiters);
	spin_unlock(&chan->lock);
	return -EIOCBQUEUED;
}

static void chan_drain(struct chan *chan)
{
	struct chan_wait *wait, *next;
	LIST_HEAD(batch);

	spin_lock(&chan->lock);
	list_splice_init(&chan->waiters, &batch);
	spin_unlock(&chan->lock);
	list_for_each_entry_safe(wait, next, &batch, node) {
		io_uring_cmd_done(wait->cmd, -ECANCELED, IO_URING_F_UNLOCKED);
		kfree(wait);
	}
}

static int chan_flush(struct file *file, fl_owner_t id)
{
	chan_drain(file->private_data);
	return 0;
}

static int chan_release(struct inode *inode, struct file *file)
{
	chan_drain(file->private_data);
	kfree(file->private_data);
	return 0;
}

static const struct file_operations chan_fops = {
	.owner = THIS_MODULE,
	.flush = chan_flush,
	.release = chan_release,
	.uring_cmd = chan_uring_cmd,
};
