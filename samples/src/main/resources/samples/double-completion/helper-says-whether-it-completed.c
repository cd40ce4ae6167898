// about: the helper's answer tells whether it has completed, and the handler obeys it
// origin: written for this rule
// kernel: 6.12
#include <linux/io_uring/cmd.h>

struct ring {
	spinlock_t lock;
	unsigned int credits;
};

static bool ring_try_fast(struct ring *ring, struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	bool credit;

	spin_lock(&ring->lock);
	credit = ring->credits > 0;
	if (credit)
		ring->credits--;
	spin_unlock(&ring->lock);
	if (!credit)
		return false;
	io_uring_cmd_done(cmd, 0, 0, issue_flags);
	return true;
}

static int ring_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct ring *ring = cmd->file->private_data;

	if (ring_try_fast(ring, cmd, issue_flags))
		return -EIOCBQUEUED;
	return -EBUSY;
}

static const struct file_operations ring_fops = { .uring_cmd = ring_uring_cmd };
