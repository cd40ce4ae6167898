// about: the queue has the command, and the error says that the device is off; a full queue does not have it
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/kfifo.h>
#include <linux/spinlock.h>

struct press {
	spinlock_t lock;
	bool off;
	DECLARE_KFIFO(jobs, struct io_uring_cmd *, 16);
};

static ssize_t press_write(struct file *file, const char __user *buffer, size_t size, loff_t *position)
{
	struct press *press = file->private_data;
	struct io_uring_cmd *cmd;

	while (kfifo_out_spinlocked(&press->jobs, &cmd, 1, &press->lock))
		io_uring_cmd_done(cmd, 0, IO_URING_F_UNLOCKED);
	return size;
}

static int press_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct press *press = cmd->file->private_data;

	if (!kfifo_in_spinlocked(&press->jobs, &cmd, 1, &press->lock))
		return -ENOSPC;
	if (press->off)
		return -ENODEV; // expect: return-after-handoff
	return -EIOCBQUEUED;
}

static const struct file_operations press_fops = {
	.write = press_write,
	.uring_cmd = press_uring_cmd,
};
