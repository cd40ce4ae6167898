// about: a write wakes the command that waits, under the lock
// origin: written for this rule
#include "gate.h"
#include <linux/fs.h>

static int gate_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct gate *gate = cmd->file->private_data;
	int ret = 0;

	if (issue_flags & IO_URING_F_CANCEL) {
		bool mine;

		spin_lock(&gate->lock);
		mine = gate->cmd == cmd;
		if (mine)
			gate->cmd = NULL;
		spin_unlock(&gate->lock);
		if (mine)
			io_uring_cmd_done(cmd, -ECANCELED, issue_flags);
		return 0;
	}
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	spin_lock(&gate->lock);
	if (gate->cmd)
		ret = -EBUSY;
	else
		gate->cmd = cmd;
	spin_unlock(&gate->lock);
	if (ret)
		io_uring_cmd_done(cmd, ret, issue_flags);
	return -EIOCBQUEUED;
}

static ssize_t gate_write(struct file *file, const char __user *buf, size_t len, loff_t *pos)
{
	struct gate *gate = file->private_data;

	spin_lock(&gate->lock);
	gate_wake(gate, 0); // expect: done-in-atomic
	spin_unlock(&gate->lock);
	return len;
}

static const struct file_operations gate_fops = {
	.write = gate_write,
	.uring_cmd = gate_uring_cmd,
};
