// about: the cancel call counts as an issue, and takes a credit, before the handler looks at the flag
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct ring {
	spinlock_t lock;
	unsigned int credits;
	struct io_uring_cmd *cmds[16];
};

static int ring_take_credit(struct ring *ring)
{
	int ret = 0;

	spin_lock(&ring->lock);
	if (ring->credits)
		ring->credits--;
	else
		ret = -EBUSY;
	spin_unlock(&ring->lock);
	return ret;
}

static bool ring_take_out(struct ring *ring, struct io_uring_cmd *cmd)
{
	bool found = false;
	int i;

	spin_lock(&ring->lock);
	for (i = 0; i < 16 && !found; i++) {
		if (ring->cmds[i] == cmd) {
			ring->cmds[i] = NULL;
			found = true;
		}
	}
	spin_unlock(&ring->lock);
	return found;
}

static int ring_park(struct ring *ring, struct io_uring_cmd *cmd)
{
	int i, ret = -ENOSPC;

	spin_lock(&ring->lock);
	for (i = 0; i < 16; i++) {
		if (!ring->cmds[i]) {
			ring->cmds[i] = cmd;
			ret = 0;
			break;
		}
	}
	spin_unlock(&ring->lock);
	return ret;
}

static int ring_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags) // expect: cancel-unhandled
{
	struct ring *ring = cmd->file->private_data;
	int ret;

	ret = ring_take_credit(ring);
	if (ret)
		return ret;
	if (issue_flags & IO_URING_F_CANCEL) {
		if (ring_take_out(ring, cmd))
			io_uring_cmd_done(cmd, -ECANCELED, issue_flags);
		return 0;
	}
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	ret = ring_park(ring, cmd);
	if (ret)
		io_uring_cmd_done(cmd, ret, issue_flags);
	return -EIOCBQUEUED;
}

static ssize_t ring_write(struct file *file, const char __user *buf, size_t len, loff_t *pos)
{
	struct ring *ring = file->private_data;
	struct io_uring_cmd *cmd;

	spin_lock(&ring->lock);
	cmd = ring->cmds[0];
	ring->cmds[0] = NULL;
	ring->credits++;
	spin_unlock(&ring->lock);
	if (cmd)
		io_uring_cmd_done(cmd, 0, IO_URING_F_UNLOCKED);
	return len;
}

static const struct file_operations ring_fops = { .write = ring_write, .uring_cmd = ring_uring_cmd };
