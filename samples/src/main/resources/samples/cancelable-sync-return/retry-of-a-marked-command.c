// about: a helper marks the command, and its caller asks for a blocking issue
// origin: written for this rule
// kernel: 6.12
#include <linux/io_uring/cmd.h>

struct frob {
	spinlock_t lock;
	struct io_uring_cmd *waiting;
	bool asleep;
	void (*wake)(struct frob *frob);
};

static void frob_prepare(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
}

static bool frob_drop(struct frob *frob, struct io_uring_cmd *cmd)
{
	bool dropped;

	spin_lock(&frob->lock);
	dropped = frob->waiting == cmd;
	if (dropped)
		frob->waiting = NULL;
	spin_unlock(&frob->lock);
	return dropped;
}

static int frob_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct frob *frob = cmd->file->private_data;
	int ret = 0;

	if (issue_flags & IO_URING_F_CANCEL) {
		if (frob_drop(frob, cmd))
			io_uring_cmd_done(cmd, -ECANCELED, 0, issue_flags);
		return 0;
	}

	frob_prepare(cmd, issue_flags);
	if (READ_ONCE(frob->asleep)) {
		if (issue_flags & IO_URING_F_NONBLOCK)
			return -EAGAIN; // expect: cancelable-sync-return
		frob->wake(frob);
	}
	spin_lock(&frob->lock);
	if (frob->waiting)
		ret = -EBUSY;
	else
		frob->waiting = cmd;
	spin_unlock(&frob->lock);
	if (ret)
		io_uring_cmd_done(cmd, ret, 0, issue_flags);
	return -EIOCBQUEUED;
}

static ssize_t frob_write(struct file *file, const char __user *buf, size_t len, loff_t *pos)
{
	struct frob *frob = file->private_data;
	struct io_uring_cmd *cmd;

	spin_lock(&frob->lock);
	cmd = frob->waiting;
	frob->waiting = NULL;
	spin_unlock(&frob->lock);
	if (cmd)
		io_uring_cmd_done(cmd, 0, 0, IO_URING_F_UNLOCKED);
	return len;
}

static const struct file_operations frob_fops = { .write = frob_write, .uring_cmd = frob_uring_cmd };
