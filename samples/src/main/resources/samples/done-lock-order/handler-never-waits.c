// about: commands that cannot be canceled are completed under a mutex which the handler takes only where it may wait
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/mutex.h>
#include <linux/workqueue.h>

struct press {
	struct mutex lock;
	struct io_uring_cmd *cmd;
	struct work_struct stop;
};

static void press_stop(struct work_struct *work)
{
	struct press *press = container_of(work, struct press, stop);

	mutex_lock(&press->lock);
	if (press->cmd) {
		io_buffer_unregister(press->cmd, 0, IO_URING_F_UNLOCKED);
		io_uring_cmd_done(press->cmd, -ENODEV, IO_URING_F_UNLOCKED);
		press->cmd = NULL;
	}
	mutex_unlock(&press->lock);
}

static int press_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct press *press = cmd->file->private_data;

	if (issue_flags & IO_URING_F_NONBLOCK)
		return -EAGAIN;
	mutex_lock(&press->lock);
	if (press->cmd) {
		mutex_unlock(&press->lock);
		return -EBUSY;
	}
	press->cmd = cmd;
	mutex_unlock(&press->lock);
	return -EIOCBQUEUED;
}

static void press_init(struct press *press)
{
	mutex_init(&press->lock);
	INIT_WORK(&press->stop, press_stop);
}

static const struct file_operations press_fops = {
	.uring_cmd = press_uring_cmd,
};
