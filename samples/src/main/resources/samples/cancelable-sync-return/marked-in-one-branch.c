// about: only the operation that waits marks; the others may return what they like
// origin: written for this rule
#include <linux/io_uring/cmd.h>

enum { RING_OP_WAIT = 1, RING_OP_COUNT };

struct ring {
	spinlock_t lock;
	unsigned int events;
	struct io_uring_cmd *waiting;
};

static struct io_uring_cmd *ring_take(struct ring *ring, struct io_uring_cmd *only)
{
	struct io_uring_cmd *cmd;

	spin_lock(&ring->lock);
	cmd = ring->waiting;
	if (only && cmd != only)
		cmd = NULL;
	if (cmd)
		ring->waiting = NULL;
	spin_unlock(&ring->lock);
	return cmd;
}

static int ring_wait(struct ring *ring, struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	int ret = 0;

	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	spin_lock(&ring->lock);
	if (ring->waiting)
		ret = -EBUSY;
	else
		ring->waiting = cmd;
	spin_unlock(&ring->lock);
	if (ret)
		io_uring_cmd_done(cmd, ret, issue_flags);
	return -EIOCBQUEUED;
}

static int ring_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct ring *ring = cmd->file->private_data;

	if (issue_flags & IO_URING_F_CANCEL) {
		if (ring_take(ring, cmd))
			io_uring_cmd_done(cmd, -ECANCELED, issue_flags);
		return 0;
	}

	switch (cmd->cmd_op) {
	case RING_OP_WAIT:
		return ring_wait(ring, cmd, issue_flags);
	case RING_OP_COUNT:
		return READ_ONCE(ring->events) ? 0 : -ENODATA;
	default:
		return -EOPNOTSUPP;
	}
}

static ssize_t ring_write(struct file *file, const char __user *buf, size_t len, loff_t *pos)
{
	struct io_uring_cmd *cmd = ring_take(file->private_data, NULL);

	if (cmd)
		io_uring_cmd_done(cmd, 0, IO_URING_F_UNLOCKED);
	return len;
}

static const struct file_operations ring_fops = {
	.write = ring_write,
	.uring_cmd = ring_uring_cmd,
};
