// about: the waiter is put on the list first, but it is taken off before the retry is asked for
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct frob_wait {
	struct list_head node;
	struct io_uring_cmd *cmd;
};

struct frob {
	spinlock_t lock;
	struct list_head waiters;
	bool asleep;
	struct work_struct work;
};

static void frob_work(struct work_struct *work)
{
	struct frob *frob = container_of(work, struct frob, work);
	struct frob_wait *wait;

	for (;;) {
		spin_lock(&frob->lock);
		wait = list_first_entry_or_null(&frob->waiters, struct frob_wait, node);
		if (wait)
			list_del(&wait->node);
		spin_unlock(&frob->lock);
		if (!wait)
			break;
		io_uring_cmd_done(wait->cmd, 0, IO_URING_F_UNLOCKED);
		kfree(wait);
	}
}

static int frob_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct frob *frob = cmd->file->private_data;
	struct frob_wait *wait = kzalloc(sizeof(*wait), GFP_NOWAIT);
	int ret = -EIOCBQUEUED;

	if (!wait)
		return -ENOMEM;
	wait->cmd = cmd;
	spin_lock(&frob->lock);
	list_add(&wait->node, &frob->waiters);
	if (frob->asleep && (issue_flags & IO_URING_F_NONBLOCK)) {
		list_del(&wait->node);
		ret = -EAGAIN;
	}
	spin_unlock(&frob->lock);

	if (ret == -EAGAIN)
		kfree(wait);
	else
		schedule_work(&frob->work);
	return ret;
}

static const struct file_operations frob_fops = { .uring_cmd = frob_uring_cmd };
