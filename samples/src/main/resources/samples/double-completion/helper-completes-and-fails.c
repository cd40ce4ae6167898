// about: a helper two calls down completes the command on failure; its error is passed up to the core
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct ring_slot {
	bool busy;
};

struct ring {
	spinlock_t lock;
	unsigned int nr_slots;
	struct ring_slot slots[64];
};

static int ring_claim_slot(struct ring *ring, struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	unsigned int i;

	spin_lock(&ring->lock);
	for (i = 0; i < ring->nr_slots; i++) {
		if (!ring->slots[i].busy) {
			ring->slots[i].busy = true;
			spin_unlock(&ring->lock);
			return 0;
		}
	}
	spin_unlock(&ring->lock);
	io_uring_cmd_done(cmd, -ENOSPC, issue_flags);
	return -ENOSPC; // expect: double-completion
}

static int ring_claim(struct ring *ring, struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	if (!ring->nr_slots)
		return -ENXIO;
	return ring_claim_slot(ring, cmd, issue_flags);
}

static int ring_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	return ring_claim(cmd->file->private_data, cmd, issue_flags);
}

static const struct file_operations ring_fops = { .uring_cmd = ring_uring_cmd };
