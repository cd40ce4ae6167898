// about: commands wait in an array for the writer who names them, and nothing else ends them
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
	int ret = xa_insert(&ring->cmds, atomic_inc_return(&ring->next), cmd, GFP_NOWAIT); // missed: no-teardown-path

	if (ret)
		return ret;
	return -EIOCBQUEUED;
}

static ssize_t ring_write(struct file *file, const char __user *buf, size_t len, loff_t *pos)
{
	struct ring *ring = file->private_data;
	struct io_uring_cmd *cmd = xa_erase(&ring->cmds, *pos);

	if (cmd)
		io_uring_cmd_done(cmd, 0, 0, IO_URING_F_UNLOCKED);
	return len;
}

static const struct file_operations ring_fops = { .write = ring_write, .uring_cmd = ring_uring_cmd };
