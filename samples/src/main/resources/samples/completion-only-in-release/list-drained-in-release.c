// about: pending commands are completed when the file is released, which pending commands prevent
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

static int chan_release(struct inode *inode, struct file *file)
{
	struct chan *chan = file->private_data;
	struct chan_wait *wait, *next;

	list_for_each_entry_safe(wait, next, &chan->waiters, node) {
		list_del(&wait->node);
		io_uring_cmd_done(wait->cmd, -ECANCELED, IO_URING_F_UNLOCKED); // expect: completion-only-in-release
		kfree(wait);
	}
	kfree(chan);
	return 0;
}

static const struct file_operations chan_fops = {
	.owner = THIS_MODULE,
	.release = chan_release,
	.uring_cmd = chan_uring_cmd,
};
