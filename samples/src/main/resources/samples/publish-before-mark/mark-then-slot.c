// about: the right order: area, mark, slot
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct ring_slot {
	spinlock_t lock;
	struct io_uring_cmd *cmd;
};

struct ring_pdu {
	struct ring_slot *slot;
};

struct ring {
	struct ring_slot slots[8];
};

static struct io_uring_cmd *ring_take(struct ring_slot *slot)
{
	struct io_uring_cmd *cmd;

	spin_lock(&slot->lock);
	cmd = slot->cmd;
	slot->cmd = NULL;
	spin_unlock(&slot->lock);
	return cmd;
}

static int ring_put(struct ring_slot *slot, struct io_uring_cmd *cmd)
{
	int ret = 0;

	spin_lock(&slot->lock);
	if (slot->cmd)
		ret = -EBUSY;
	else
		slot->cmd = cmd;
	spin_unlock(&slot->lock);
	return ret;
}

static bool ring_drop(struct ring_slot *slot, struct io_uring_cmd *cmd)
{
	bool dropped = false;

	spin_lock(&slot->lock);
	if (slot->cmd == cmd) {
		slot->cmd = NULL;
		dropped = true;
	}
	spin_unlock(&slot->lock);
	return dropped;
}

static int ring_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct ring_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct ring_pdu);
	struct ring *ring = cmd->file->private_data;
	int ret;

	if (issue_flags & IO_URING_F_CANCEL) {
		if (ring_drop(pdu->slot, cmd))
			io_uring_cmd_done(cmd, -ECANCELED, issue_flags);
		return 0;
	}

	if (cmd->cmd_op >= ARRAY_SIZE(ring->slots))
		return -EINVAL;
	pdu->slot = &ring->slots[cmd->cmd_op];
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	ret = ring_put(pdu->slot, cmd);
	if (ret)
		io_uring_cmd_done(cmd, ret, issue_flags);
	return -EIOCBQUEUED;
}

static ssize_t ring_write(struct file *file, const char __user *buf, size_t len, loff_t *pos)
{
	struct ring *ring = file->private_data;
	struct io_uring_cmd *cmd = ring_take(&ring->slots[*pos % ARRAY_SIZE(ring->slots)]);

	if (cmd)
		io_uring_cmd_done(cmd, 0, IO_URING_F_UNLOCKED);
	return len;
}

static const struct file_operations ring_fops = {
	.write = ring_write,
	.uring_cmd = ring_uring_cmd,
};
