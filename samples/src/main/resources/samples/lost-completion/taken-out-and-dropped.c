// about: the timeout takes the command out of its slot, and completes it only when the device is alive
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/workqueue.h>

struct ring {
	spinlock_t lock;
	struct io_uring_cmd *cmd;
	struct delayed_work timeout;
	bool dead;
};

static void ring_timeout(struct work_struct *work)
{
	struct ring *ring = container_of(to_delayed_work(work), struct ring, timeout);
	struct io_uring_cmd *cmd;

	spin_lock(&ring->lock);
	cmd = ring->cmd;
	ring->cmd = NULL; // expect: lost-completion
	spin_unlock(&ring->lock);

	if (!cmd)
		return;
	if (ring->dead)
		return;
	io_uring_cmd_done(cmd, -ETIME, IO_URING_F_UNLOCKED);
}

static int ring_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct ring *ring = cmd->file->private_data;

	spin_lock(&ring->lock);
	if (ring->cmd) {
		spin_unlock(&ring->lock);
		return -EBUSY;
	}
	ring->cmd = cmd;
	spin_unlock(&ring->lock);
	schedule_delayed_work(&ring->timeout, HZ);
	return -EIOCBQUEUED;
}

static void ring_init(struct ring *ring)
{
	spin_lock_init(&ring->lock);
	INIT_DELAYED_WORK(&ring->timeout, ring_timeout);
}

static const struct file_operations ring_fops = { .uring_cmd = ring_uring_cmd };
