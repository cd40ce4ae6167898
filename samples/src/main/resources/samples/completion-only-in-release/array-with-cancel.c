// about: release only destroys what is empty by then; cancelation and the writer complete
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/xarray.h>

struct ring_pdu {
	u32 index;
};

struct ring {
	struct xarray cmds;
	atomic_t next;
};

static int ring_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct ring_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct ring_pdu);
	struct ring *ring = cmd->file->private_data;
	int ret;

	if (issue_flags & IO_URING_F_CANCEL) {
		if (xa_cmpxchg(&ring->cmds, pdu->index, cmd, NULL, GFP_NOWAIT) == cmd)
			io_uring_cmd_done(cmd, -ECANCELED, issue_flags);
		return 0;
	}

	pdu->index = atomic_inc_return(&ring->next);
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	ret = xa_insert(&ring->cmds, pdu->index, cmd, GFP_NOWAIT);
	if (ret)
		io_uring_cmd_done(cmd, ret, issue_flags);
	return -EIOCBQUEUED;
}

static ssize_t ring_write(struct file *file, const char __user *buf, size_t len, loff_t *pos)
{
	struct ring *ring = file->private_data;
	struct io_uring_cmd *cmd = xa_erase(&ring->cmds, *pos);

	if (cmd)
		io_uring_cmd_done(cmd, 0, IO_URING_F_UNLOCKED);
	return len;
}

static int ring_release(struct inode *inode, struct file *file)
{
	struct ring *ring = file->private_data;

	xa_destroy(&ring->cmds);
	kfree(ring);
	return 0;
}

static const struct file_operations ring_fops = {
	.write = ring_write,
	.release = ring_release,
	.uring_cmd = ring_uring_cmd,
};
