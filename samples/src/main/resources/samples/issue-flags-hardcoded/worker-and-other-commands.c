// about: a worker, and a handler that ends the command of another task, rightly pass the one flag that a driver may make up
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/mutex.h>
#include <linux/workqueue.h>

#define HORN_STOP	1

struct horn {
	struct mutex lock;
	struct io_uring_cmd *blowing;
	struct work_struct work;
};

static struct io_uring_cmd *horn_take(struct horn *horn)
{
	struct io_uring_cmd *cmd;

	mutex_lock(&horn->lock);
	cmd = horn->blowing;
	horn->blowing = NULL;
	mutex_unlock(&horn->lock);
	return cmd;
}

static void horn_work(struct work_struct *work)
{
	struct horn *horn = container_of(work, struct horn, work);
	struct io_uring_cmd *cmd = horn_take(horn);

	if (cmd)
		io_uring_cmd_done(cmd, 0, IO_URING_F_UNLOCKED);
}

static int horn_stop(struct horn *horn)
{
	struct io_uring_cmd *cmd = horn_take(horn);

	if (!cmd)
		return -ENOENT;
	io_uring_cmd_done(cmd, -EINTR, IO_URING_F_UNLOCKED);
	return 0;
}

static int horn_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct horn *horn = cmd->file->private_data;

	if (issue_flags & IO_URING_F_NONBLOCK)
		return -EAGAIN;
	if (cmd->cmd_op == HORN_STOP)
		return horn_stop(horn);
	mutex_lock(&horn->lock);
	if (horn->blowing) {
		mutex_unlock(&horn->lock);
		return -EBUSY;
	}
	horn->blowing = cmd;
	mutex_unlock(&horn->lock);
	schedule_work(&horn->work);
	return -EIOCBQUEUED;
}

static void horn_init(struct horn *horn)
{
	mutex_init(&horn->lock);
	INIT_WORK(&horn->work, horn_work);
}

static const struct file_operations horn_fops = {
	.uring_cmd = horn_uring_cmd,
};
