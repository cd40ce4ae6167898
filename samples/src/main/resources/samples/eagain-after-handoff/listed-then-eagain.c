// about: the command is on the list when the handler notices that it may not sleep
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct chan_wait {
	struct list_head node;
	struct io_uring_cmd *cmd;
};

struct chan {
	spinlock_t lock;
	struct list_head waiters;
	struct work_struct work;
	void (*power_up)(struct chan *chan);
};

static void chan_work(struct work_struct *work)
{
	struct chan *chan = container_of(work, struct chan, work);
	struct chan_wait *wait, *next;
	LIST_HEAD(batch);

	spin_lock(&chan->lock);
	list_splice_init(&chan->waiters, &batch);
	spin_unlock(&chan->lock);
	list_for_each_entry_safe(wait, next, &batch, node) {
		io_uring_cmd_done(wait->cmd, 0, IO_URING_F_UNLOCKED);
		kfree(wait);
	}
}

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
	if (issue_flags & IO_URING_F_NONBLOCK)
		return -EAGAIN; // expect: eagain-after-handoff
	chan->power_up(chan);
	schedule_work(&chan->work);
	return -EIOCBQUEUED;
}

static const struct file_operations chan_fops = { .uring_cmd = chan_uring_cmd };
