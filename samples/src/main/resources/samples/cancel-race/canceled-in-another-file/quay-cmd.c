// about: the handler lets another file cancel, and a writer completes
// origin: written for this rule
#include "quay.h"
#include <linux/fs.h>

static int quay_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct quay *quay = cmd->file->private_data;
	int ret = 0;

	if (issue_flags & IO_URING_F_CANCEL) {
		quay_cancel(quay, cmd, issue_flags);
		return 0;
	}

	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	spin_lock(&quay->lock);
	if (quay->waiting)
		ret = -EBUSY;
	else
		quay->waiting = cmd;
	spin_unlock(&quay->lock);
	if (ret)
		io_uring_cmd_done(cmd, ret, issue_flags);
	return -EIOCBQUEUED;
}

static ssize_t quay_write(struct file *file, const char __user *buf, size_t len, loff_t *pos)
{
	struct quay *quay = file->private_data;
	struct io_uring_cmd *cmd;

	spin_lock(&quay->lock);
	cmd = quay->waiting;
	quay->waiting = NULL;
	spin_unlock(&quay->lock);
	if (cmd)
		io_uring_cmd_done(cmd, 0, IO_URING_F_UNLOCKED);
	return len;
}

static const struct file_operations quay_fops = { .write = quay_write, .uring_cmd = quay_uring_cmd };
