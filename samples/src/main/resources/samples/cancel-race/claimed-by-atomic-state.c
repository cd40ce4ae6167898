// about: the state is changed by atomic_cmpxchg() in the worker and by atomic_try_cmpxchg() in the cancel call: one of the two is first
// origin: written for this rule
#include <linux/atomic.h>
#include <linux/io_uring/cmd.h>
#include <linux/workqueue.h>

enum { PUMP_IDLE, PUMP_RUNNING };

struct pump {
	atomic_t state;
	struct io_uring_cmd *cmd;
	struct delayed_work work;
};

static void pump_work(struct work_struct *work)
{
	struct pump *pump = container_of(work, struct pump, work.work);
	struct io_uring_cmd *cmd = pump->cmd;

	if (atomic_cmpxchg(&pump->state, PUMP_RUNNING, PUMP_IDLE) == PUMP_RUNNING)
		io_uring_cmd_done(cmd, 0, IO_URING_F_UNLOCKED);
}

static int pump_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct pump *pump = cmd->file->private_data;
	int state = PUMP_RUNNING;

	if (issue_flags & IO_URING_F_CANCEL) {
		if (pump->cmd == cmd && atomic_try_cmpxchg(&pump->state, &state, PUMP_IDLE))
			io_uring_cmd_done(cmd, -ECANCELED, issue_flags);
		return 0;
	}
	if (atomic_read(&pump->state) != PUMP_IDLE)
		return -EBUSY;
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	pump->cmd = cmd;
	atomic_set(&pump->state, PUMP_RUNNING);
	schedule_delayed_work(&pump->work, 1);
	return -EIOCBQUEUED;
}

static int pump_open(struct inode *inode, struct file *file)
{
	struct pump *pump = container_of(inode->i_cdev, struct pump_device, cdev)->pump;

	INIT_DELAYED_WORK(&pump->work, pump_work);
	file->private_data = pump;
	return 0;
}

static const struct file_operations pump_fops = {
	.open = pump_open,
	.uring_cmd = pump_uring_cmd,
};
