// about: commands are taken out under the mutex one by one, and completed after its unlock
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/mutex.h>
#include <linux/workqueue.h>

struct mill {
	struct mutex lock;
	struct io_uring_cmd *cmd;
	struct work_struct stop;
};

static struct io_uring_cmd *mill_take(struct mill *mill)
{
	struct io_uring_cmd *cmd;

	mutex_lock(&mill->lock);
	cmd = mill->cmd;
	mill->cmd = NULL;
	mutex_unlock(&mill->lock);
	return cmd;
}

static void mill_stop(struct work_struct *work)
{
	struct io_uring_cmd *cmd = mill_take(container_of(work, struct mill, stop));

	if (cmd)
		io_uring_cmd_done(cmd, -ENODEV, IO_URING_F_UNLOCKED);
}

static int mill_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct mill *mill = cmd->file->private_data;
	struct io_uring_cmd *mine;

	if (issue_flags & IO_URING_F_CANCEL) {
		mine = mill_take(mill);
		if (mine)
			io_uring_cmd_done(mine, -ECANCELED, issue_flags);
		return 0;
	}
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	mutex_lock(&mill->lock);
	mill->cmd = cmd;
	mutex_unlock(&mill->lock);
	return -EIOCBQUEUED;
}

static void mill_init(struct mill *mill)
{
	mutex_init(&mill->lock);
	INIT_WORK(&mill->stop, mill_stop);
}

static const struct file_operations mill_fops = {
	.uring_cmd = mill_uring_cmd,
};
