// about: the state of the entry, changed under the lock, decides who completes; both sides ask it
// origin: written for this rule
#include <linux/io_uring/cmd.h>

enum frob_state { FROB_IDLE, FROB_WAITING, FROB_TAKEN };

struct frob {
	spinlock_t lock;
	enum frob_state state;
	struct io_uring_cmd *cmd;
};

static bool frob_claim(struct frob *frob, struct io_uring_cmd *only)
{
	bool claimed = false;

	spin_lock(&frob->lock);
	if (frob->state == FROB_WAITING && (!only || frob->cmd == only)) {
		frob->state = FROB_TAKEN;
		claimed = true;
	}
	spin_unlock(&frob->lock);
	return claimed;
}

static void frob_complete(struct frob *frob, int ret, unsigned int issue_flags)
{
	struct io_uring_cmd *cmd = frob->cmd;

	frob->cmd = NULL;
	spin_lock(&frob->lock);
	frob->state = FROB_IDLE;
	spin_unlock(&frob->lock);
	io_uring_cmd_done(cmd, ret, issue_flags);
}

static int frob_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct frob *frob = cmd->file->private_data;
	int ret = 0;

	if (issue_flags & IO_URING_F_CANCEL) {
		if (frob_claim(frob, cmd))
			frob_complete(frob, -ECANCELED, issue_flags);
		return 0;
	}

	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	spin_lock(&frob->lock);
	if (frob->state == FROB_IDLE) {
		frob->cmd = cmd;
		frob->state = FROB_WAITING;
	} else {
		ret = -EBUSY;
	}
	spin_unlock(&frob->lock);
	if (ret)
		io_uring_cmd_done(cmd, ret, issue_flags);
	return -EIOCBQUEUED;
}

static ssize_t frob_write(struct file *file, const char __user *buf, size_t len, loff_t *pos)
{
	struct frob *frob = file->private_data;

	if (frob_claim(frob, NULL))
		frob_complete(frob, 0, IO_URING_F_UNLOCKED);
	return len;
}

static const struct file_operations frob_fops = {
	.write = frob_write,
	.uring_cmd = frob_uring_cmd,
};
