// about: an interrupt hands on what it sees in the slot, and the task work takes it out under the lock before it completes
// origin: written for this rule
#include <linux/interrupt.h>
#include <linux/io_uring/cmd.h>
#include <linux/spinlock.h>

struct pier {
	spinlock_t lock;
	struct io_uring_cmd *ferry;
};

static bool pier_leave(struct pier *pier, struct io_uring_cmd *cmd)
{
	unsigned long flags;
	bool was_here;

	spin_lock_irqsave(&pier->lock, flags);
	was_here = pier->ferry == cmd;
	if (was_here)
		pier->ferry = NULL;
	spin_unlock_irqrestore(&pier->lock, flags);
	return was_here;
}

static void pier_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);

	if (pier_leave(cmd->file->private_data, cmd))
		io_uring_cmd_done(cmd, 0, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static irqreturn_t pier_horn(int irq, void *data)
{
	struct pier *pier = data;
	struct io_uring_cmd *cmd = READ_ONCE(pier->ferry);

	if (cmd)
		io_uring_cmd_complete_in_task(cmd, pier_tw);
	return IRQ_HANDLED;
}

static int pier_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct pier *pier = cmd->file->private_data;
	unsigned long flags;
	bool full;

	if (issue_flags & IO_URING_F_CANCEL) {
		if (pier_leave(pier, cmd))
			io_uring_cmd_done(cmd, -ECANCELED, issue_flags);
		return 0;
	}
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	spin_lock_irqsave(&pier->lock, flags);
	full = pier->ferry != NULL;
	if (!full)
		pier->ferry = cmd;
	spin_unlock_irqrestore(&pier->lock, flags);
	if (full)
		io_uring_cmd_done(cmd, -EBUSY, issue_flags);
	return -EIOCBQUEUED;
}

static int pier_probe(struct pier *pier, int irq)
{
	return request_irq(irq, pier_horn, 0, "pier", pier);
}

static const struct file_operations pier_fops = { .uring_cmd = pier_uring_cmd };
