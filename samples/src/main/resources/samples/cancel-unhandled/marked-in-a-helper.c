// about: the mark is made two calls down, and the dispatcher of the operations knows nothing of it
// origin: written for this rule
// kernel: 6.12
#include <linux/io_uring/cmd.h>

enum { FROB_OP_WAIT = 1, FROB_OP_WAKE };

struct frob {
	spinlock_t lock;
	struct io_uring_cmd *waiting;
};

static void frob_prepare(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
}

static int frob_wait(struct frob *frob, struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	int ret = 0;

	frob_prepare(cmd, issue_flags);
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

static void frob_tw(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	io_uring_cmd_done(cmd, 0, 0, issue_flags);
}

static int frob_wake(struct frob *frob)
{
	struct io_uring_cmd *waiting;

	spin_lock(&frob->lock);
	waiting = frob->waiting;
	frob->waiting = NULL;
	spin_unlock(&frob->lock);
	if (!waiting)
		return -ENOENT;
	io_uring_cmd_complete_in_task(waiting, frob_tw);
	return 0;
}

static int frob_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags) // expect: cancel-unhandled
{
	struct frob *frob = cmd->file->private_data;

	switch (cmd->cmd_op) {
	case FROB_OP_WAIT:
		return frob_wait(frob, cmd, issue_flags);
	case FROB_OP_WAKE:
		return frob_wake(frob);
	}
	return -EOPNOTSUPP;
}

static const struct file_operations frob_fops = { .uring_cmd = frob_uring_cmd };
