// about: the same two calls down from release, with the commands in an array
// origin: written for this rule
// kernel: 6.6
#include <linux/io_uring.h>
#include <linux/xarray.h>

struct ring {
	struct xarray cmds;
	atomic_t next;
};

static int ring_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct ring *ring = cmd->file->private_data;
	int ret = xa_insert(&ring->cmds, atomic_inc_return(&ring->next), cmd, GFP_NOWAIT);

	if (ret)
		return ret;
	return -EIOCBQUEUED;
}

static void ring_abort_one(struct io_uring_cmd *cmd)
{
	io_uring_cmd_done(cmd, -ECANCELED, 0, IO_URING_F_UNLOCKED); // missed: completion-only-in-release
}

static void ring_abort_all(struct ring *ring)
{
	struct io_uring_cmd *cmd;
	unsigned long index;

	xa_for_each(&ring->cmds, index, cmd) {
		xa_erase(&ring->cmds, index);
		ring_abort_one(cmd);
	}
	xa_destroy(&ring->cmds);
}

static int ring_release(struct inode *inode, struct file *file)
{
	ring_abort_all(file->private_data);
	return 0;
}

static const struct file_operations ring_fops = {
	.release = ring_release,
	.uring_cmd = ring_uring_cmd,
};
