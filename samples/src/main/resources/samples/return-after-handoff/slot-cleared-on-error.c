// about: the slot that held the command is cleared before the error is returned; one exit forgets it
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct ring_slot {
	struct io_uring_cmd *cmd;
	bool armed;
};

struct ring {
	spinlock_t lock;
	unsigned int depth;
	bool broken;
	struct ring_slot slots[16];
	struct delayed_work timeout;
};

static void ring_timeout(struct work_struct *work)
{
	struct ring *ring = container_of(to_delayed_work(work), struct ring, timeout);
	struct io_uring_cmd *cmd;
	unsigned int i;

	for (i = 0; i < ring->depth; i++) {
		spin_lock(&ring->lock);
		cmd = ring->slots[i].cmd;
		ring->slots[i].cmd = NULL;
		spin_unlock(&ring->lock);
		if (cmd)
			io_uring_cmd_done(cmd, -ETIMEDOUT, IO_URING_F_UNLOCKED);
	}
}

static int ring_arm(struct ring *ring, struct ring_slot *slot)
{
	if (ring->broken)
		return -EIO;
	slot->armed = true;
	return 0;
}

static int ring_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct ring *ring = cmd->file->private_data;
	unsigned int index = cmd->cmd_op;
	struct ring_slot *slot;
	int ret;

	if (index >= ring->depth)
		return -EINVAL;
	slot = &ring->slots[index];

	spin_lock(&ring->lock);
	if (slot->cmd) {
		spin_unlock(&ring->lock);
		return -EBUSY;
	}
	slot->cmd = cmd;
	ret = ring_arm(ring, slot);
	if (ret == -EIO) {
		slot->cmd = NULL;
		spin_unlock(&ring->lock);
		return ret;
	}
	spin_unlock(&ring->lock);

	if (!schedule_delayed_work(&ring->timeout, HZ) && ring->broken)
		return -EIO; // missed: return-after-handoff
	return -EIOCBQUEUED;
}

static const struct file_operations ring_fops = { .uring_cmd = ring_uring_cmd };
