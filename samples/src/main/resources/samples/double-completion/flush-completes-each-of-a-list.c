// about: one loop completes many commands, each of them once
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct widget_wait {
	struct list_head node;
	struct io_uring_cmd *cmd;
};

struct widget {
	spinlock_t lock;
	struct list_head waiters;
};

static int widget_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct widget *widget = cmd->file->private_data;
	struct widget_wait *wait = kzalloc(sizeof(*wait), GFP_NOWAIT);

	if (!wait)
		return -ENOMEM;
	wait->cmd = cmd;
	spin_lock(&widget->lock);
	list_add_tail(&wait->node, &widget->waiters);
	spin_unlock(&widget->lock);
	return -EIOCBQUEUED;
}

static void widget_wake_all(struct widget *widget, int ret)
{
	struct widget_wait *wait, *next;
	LIST_HEAD(batch);

	spin_lock(&widget->lock);
	list_splice_init(&widget->waiters, &batch);
	spin_unlock(&widget->lock);

	list_for_each_entry_safe(wait, next, &batch, node) {
		io_uring_cmd_done(wait->cmd, ret, IO_URING_F_UNLOCKED);
		kfree(wait);
	}
}

static int widget_flush(struct file *file, fl_owner_t id)
{
	widget_wake_all(file->private_data, -ECANCELED);
	return 0;
}

static ssize_t widget_write(struct file *file, const char __user *buf, size_t len, loff_t *pos)
{
	widget_wake_all(file->private_data, 0);
	return len;
}

static const struct file_operations widget_fops = {
	.owner = THIS_MODULE,
	.write = widget_write,
	.flush = widget_flush,
	.uring_cmd = widget_uring_cmd,
};
