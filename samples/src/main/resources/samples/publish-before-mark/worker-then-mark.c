// about: the worker is started before the mark
// origin: written for this rule
// kernel: 6.12
#include <linux/io_uring/cmd.h>
#include <linux/workqueue.h>

struct widget {
	spinlock_t lock;
	struct io_uring_cmd *cmd;
	struct delayed_work work;
};

static struct io_uring_cmd *widget_take(struct widget *widget, struct io_uring_cmd *only)
{
	struct io_uring_cmd *cmd;

	spin_lock(&widget->lock);
	cmd = widget->cmd;
	if (only && cmd != only)
		cmd = NULL;
	if (cmd)
		widget->cmd = NULL;
	spin_unlock(&widget->lock);
	return cmd;
}

static void widget_work(struct work_struct *work)
{
	struct widget *widget = container_of(to_delayed_work(work), struct widget, work);
	struct io_uring_cmd *cmd = widget_take(widget, NULL);

	if (cmd)
		io_uring_cmd_done(cmd, 0, 0, IO_URING_F_UNLOCKED);
}

static void widget_init(struct widget *widget)
{
	spin_lock_init(&widget->lock);
	INIT_DELAYED_WORK(&widget->work, widget_work);
}

static int widget_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct widget *widget = cmd->file->private_data;

	if (issue_flags & IO_URING_F_CANCEL) {
		if (widget_take(widget, cmd))
			io_uring_cmd_done(cmd, -ECANCELED, 0, issue_flags);
		return 0;
	}

	spin_lock(&widget->lock);
	if (widget->cmd) {
		spin_unlock(&widget->lock);
		return -EBUSY;
	}
	widget->cmd = cmd;
	spin_unlock(&widget->lock);
	schedule_delayed_work(&widget->work, HZ);
	io_uring_cmd_mark_cancelable(cmd, issue_flags); // expect: publish-before-mark
	return -EIOCBQUEUED;
}

static const struct file_operations widget_fops = { .uring_cmd = widget_uring_cmd };
