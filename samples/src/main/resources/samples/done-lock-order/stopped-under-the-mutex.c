// about: stopping the device ends its cancelable commands under the mutex that the handler takes
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/mutex.h>
#include <linux/workqueue.h>

struct mill {
	struct mutex lock;
	struct io_uring_cmd *cmds[8];
	struct work_struct stop;
};

static void mill_stop(struct work_struct *work)
{
	struct mill *mill = container_of(work, struct mill, stop);
	int i;

	mutex_lock(&mill->lock);
	for (i = 0; i < 8; i++) {
		struct io_uring_cmd *cmd = mill->cmds[i];

		mill->cmds[i] = NULL;
		if (cmd)
			io_uring_cmd_done(cmd, -ENODEV, IO_URING_F_UNLOCKED); // expect: done-lock-order
	}
	mutex_unlock(&mill->lock);
}

static struct io_uring_cmd *mill_take(struct mill *mill, unsigned int slot,
				      struct io_uring_cmd *cmd)
{
	struct io_uring_cmd *mine = NULL;

	mutex_lock(&mill->lock);
	if (mill->cmds[slot] == cmd) {
		mine = cmd;
		mill->cmds[slot] = NULL;
	}
	mutex_unlock(&mill->lock);
	return mine;
}

static int mill_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct mill *mill = cmd->file->private_data;
	unsigned int slot = cmd->cmd_op & 7;

	if (issue_flags & IO_URING_F_CANCEL) {
		if (mill_take(mill, slot, cmd))
			io_uring_cmd_done(cmd, -ECANCELED, issue_flags);
		return 0;
	}
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	/* Held for a few instructions, and nothing sleeps under it here. */
	mutex_lock(&mill->lock);
	if (mill->cmds[slot]) {
		mutex_unlock(&mill->lock);
		io_uring_cmd_done(cmd, -EBUSY, issue_flags);
		return -EIOCBQUEUED;
	}
	mill->cmds[slot] = cmd;
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
