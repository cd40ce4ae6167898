// about: the number of the command is given back before the error is, so nobody finds the command by it
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/xarray.h>

struct index {
	struct xarray waits;
	bool closed;
};

static ssize_t index_write(struct file *file, const char __user *buffer, size_t size, loff_t *position)
{
	struct index *index = file->private_data;
	struct io_uring_cmd *cmd = xa_erase(&index->waits, *position);

	if (!cmd)
		return -ENOENT;
	io_uring_cmd_done(cmd, 0, IO_URING_F_UNLOCKED);
	return size;
}

static int index_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct index *index = cmd->file->private_data;
	u32 id;
	int ret = xa_alloc(&index->waits, &id, cmd, xa_limit_31b, GFP_NOWAIT);

	if (ret)
		return ret;
	if (index->closed && xa_erase(&index->waits, id))
		return -EPIPE;
	return -EIOCBQUEUED;
}

static const struct file_operations index_fops = {
	.write = index_write,
	.uring_cmd = index_uring_cmd,
};
