// about: from 7.3 on the core's walk bears it
// origin: written for this rule
// kernel: 7.3
#include <linux/io_uring/cmd.h>
#include <linux/list.h>

struct crowd_wait {
	struct list_head node;
	struct io_uring_cmd *cmd;
};

struct crowd {
	spinlock_t lock;
	struct list_head waits;
};

static void crowd_cancel(struct crowd *crowd, unsigned int issue_flags)
{
	struct crowd_wait *wait, *next;
	LIST_HEAD(taken);

	spin_lock(&crowd->lock);
	list_splice_init(&crowd->waits, &taken);
	spin_unlock(&crowd->lock);
	list_for_each_entry_safe(wait, next, &taken, node) {
		list_del(&wait->node);
		io_uring_cmd_done(wait->cmd, -ECANCELED, issue_flags);
		kfree(wait);
	}
}

static int crowd_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct crowd *crowd = cmd->file->private_data;
	struct crowd_wait *wait;

	if (issue_flags & IO_URING_F_CANCEL) {
		crowd_cancel(crowd, issue_flags);
		return 0;
	}
	wait = kzalloc(sizeof(*wait), GFP_KERNEL);
	if (!wait)
		return -ENOMEM;
	wait->cmd = cmd;
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	spin_lock(&crowd->lock);
	list_add_tail(&wait->node, &crowd->waits);
	spin_unlock(&crowd->lock);
	return -EIOCBQUEUED;
}

static const struct file_operations crowd_fops = { .uring_cmd = crowd_uring_cmd };
