// about: a work item that was still pending is canceled, which gives the command back to the handler
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/workqueue.h>

struct widget {
	struct delayed_work work;
	struct io_uring_cmd *cmd;
	unsigned long busy;
	bool stopping;
};

static void widget_work(struct work_struct *work)
{
	struct widget *widget = container_of(to_delayed_work(work), struct widget, work);
	struct io_uring_cmd *cmd = widget->cmd;

	widget->cmd = NULL;
	clear_bit(0, &widget->busy);
	io_uring_cmd_done(cmd, 0, IO_URING_F_UNLOCKED);
}

static void widget_init(struct widget *widget)
{
	INIT_DELAYED_WORK(&widget->work, widget_work);
}

static int widget_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct widget *widget = cmd->file->private_data;

	if (test_and_set_bit(0, &widget->busy))
		return -EBUSY;
	widget->cmd = cmd;
	schedule_delayed_work(&widget->work, HZ);
	if (READ_ONCE(widget->stopping) && cancel_delayed_work(&widget->work)) {
		widget->cmd = NULL;
		clear_bit(0, &widget->busy);
		return -ESHUTDOWN;
	}
	return -EIOCBQUEUED;
}

static const struct file_operations widget_fops = { .uring_cmd = widget_uring_cmd };
