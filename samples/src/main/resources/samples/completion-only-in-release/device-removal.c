// about: the removal of the device completes what is pending; release only frees memory
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/platform_device.h>

struct widget {
	spinlock_t lock;
	bool gone;
	struct io_uring_cmd *parked;
};

static int widget_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct widget *widget = cmd->file->private_data;
	int ret = -EIOCBQUEUED;

	spin_lock(&widget->lock);
	if (widget->gone)
		ret = -ENODEV;
	else if (widget->parked)
		ret = -EBUSY;
	else
		widget->parked = cmd;
	spin_unlock(&widget->lock);
	return ret;
}

static int widget_flush(struct file *file, fl_owner_t id)
{
	struct widget *widget = file->private_data;
	struct io_uring_cmd *cmd;

	spin_lock(&widget->lock);
	cmd = widget->parked;
	widget->parked = NULL;
	spin_unlock(&widget->lock);
	if (cmd)
		io_uring_cmd_done(cmd, -ECANCELED, IO_URING_F_UNLOCKED);
	return 0;
}

static int widget_release(struct inode *inode, struct file *file)
{
	kfree(file->private_data);
	return 0;
}

static void widget_remove(struct platform_device *pdev)
{
	struct widget *widget = platform_get_drvdata(pdev);
	struct io_uring_cmd *cmd;

	spin_lock(&widget->lock);
	widget->gone = true;
	cmd = widget->parked;
	widget->parked = NULL;
	spin_unlock(&widget->lock);
	if (cmd)
		io_uring_cmd_done(cmd, -ENODEV, IO_URING_F_UNLOCKED);
}

static const struct file_operations widget_fops = {
	.owner = THIS_MODULE,
	.flush = widget_flush,
	.release = widget_release,
	.uring_cmd = widget_uring_cmd,
};

static struct platform_driver widget_driver = {
	.remove = widget_remove,
	.driver = { .name = "widget" },
};
module_platform_driver(widget_driver);
