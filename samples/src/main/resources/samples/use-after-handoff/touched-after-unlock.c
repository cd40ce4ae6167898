// about: once the lock is dropped, anyone may take the listed command
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
	struct work_struct work;
};

static void chan_work(struct work_struct *work)
{
	struct chan *chan = container_of(work, struct chan, work);
	struct chan_wait *wait;

	for (;;) {
		spin_lock(&chan->lock);
		wait = list_first_entry_or_null(&chan->waiters, struct chan_wait, node);
		if (wait)
			list_del(&wait->node);
		spin_unlock(&chan->lock);
		if (!wait)
			break;
		io_uring_cmd_done(wait->cmd, 0, IO_URING_F_UNLOCKED);
		kfree(wait);
	}
}

static int chan_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct chan *chan = cmd->file->private_data;
	struct chan_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct chan_pdu);
	struct chan_wait *wait = kzalloc(sizeof(*wait), GFP_NOWAIT);

	if (!wait)
		return -ENOMEM;
	wait->cmd = cmd;
	spin_lock(&chan->lock);
	list_add_tail(&wait->node, &chan->waiters);
	spin_unlock(&chan->lock);
	pdu->wait = wait; // missed: use-after-handoff
	schedule_work(&chan->work);
	return -EIOCBQUEUED;
}

static const struct file_operations chan_fops = { .uring_cmd = chan_uring_cmd };
