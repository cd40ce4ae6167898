// about: another system call of the file completes with the flags that the handler left in its device
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct bellows {
	struct io_uring_cmd *cmd;
	unsigned int issue_flags;
};

static int bellows_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct bellows *bellows = cmd->file->private_data;

	bellows->issue_flags = issue_flags;
	if (cmpxchg(&bellows->cmd, NULL, cmd))
		return -EBUSY;
	return -EIOCBQUEUED;
}

static ssize_t bellows_write(struct file *file, const char __user *buf, size_t len, loff_t *pos)
{
	struct bellows *bellows = file->private_data;
	struct io_uring_cmd *cmd = xchg(&bellows->cmd, NULL);

	if (cmd)
		io_uring_cmd_done(cmd, 0, bellows->issue_flags); // expect: issue-flags-stale
	return len;
}

static int bellows_release(struct inode *inode, struct file *file)
{
	struct bellows *bellows = file->private_data;
	struct io_uring_cmd *cmd = xchg(&bellows->cmd, NULL);

	if (cmd)
		io_uring_cmd_done(cmd, -ECANCELED, IO_URING_F_UNLOCKED);
	return 0;
}

static const struct file_operations bellows_fops = {
	.uring_cmd = bellows_uring_cmd,
	.write = bellows_write,
	.release = bellows_release,
};
