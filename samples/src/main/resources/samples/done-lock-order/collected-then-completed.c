// about: commands are taken out under the mutex one by one, and completed after its unlock
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/mutex.h>
#include <linux/workqueue.h>

struct loom {
	struct mutex lock;
	struct io_uring_cmd *cmd;
	struct work_struct stop;
};

static struct io_uring_cmd *loom_take(struct loom *loom)
{
	struct io_uring_cmd *cmd;

	mutex_lock(&loom->lock);
	cmd = loom->cmd;
	loom->cmd = NULL;
	mutex_unlock(&loom->lock);
	return cmd;
}

static void loom_stop(struct work_struct *work)
{
	struct io_uring_cmd *cmd = loom_take(container_of(work, struct loom, stop));

	if (cmd)
		io_uring_cmd_done(cmd, -ENODEV, IO_URING_F_UNLOCKED);
}

static int loom_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct loom *loom = cmd->file->private_data;
	struct io_uring_cmd *mine;

	if (issue_flags & IO_URING_F_CANCEL) {
		mine = loom_take(loom);
		if (mine)
			io_uring_cmd_done(mine, -ECANCELED, issue_flags);
		return 0;
	}
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	/* Held for a few instructions, and nothing sleeps under it here. */
	mutex_lock(&loom->lock);
	loom->cmd = cmd;
	mutex_unlock(&loom->lock);
	return -EIOCBQUEUED;
}

static void loom_init(struct loom *loom)
{
	mutex_init(&loom->lock);
	INIT_WORK(&loom->stop, loom_stop);
}

static const struct file_operations loom_fops = {
	.uring_cmd = loom_uring_cmd,
};
