// about: pending work is flushed in io-wq, and the device is asked for its state
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/workqueue.h>

struct mill {
	struct work_struct grind;
	int error;
};

static int mill_settle(struct mill *mill)
{
	flush_work(&mill->grind);
	return READ_ONCE(mill->error);
}

static int mill_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct mill *mill = cmd->file->private_data;

	if (cmd->cmd_op)
		return -ENOTTY;
	if (issue_flags & IO_URING_F_NONBLOCK)
		return -EAGAIN;
	return mill_settle(mill) ? -EIO : 0;
}

static const struct file_operations mill_fops = { .uring_cmd = mill_uring_cmd };
