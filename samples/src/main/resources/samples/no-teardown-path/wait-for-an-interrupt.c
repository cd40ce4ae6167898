// about: a command waits in a slot for an interrupt that may never come
// origin: written for this rule
// kernel: 6.12
#include <linux/interrupt.h>
#include <linux/io_uring/cmd.h>

struct frob {
	spinlock_t lock;
	struct io_uring_cmd *cmd;
};

static void frob_tw(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	io_uring_cmd_done(cmd, 0, 0, issue_flags);
}

static irqreturn_t frob_button(int irq, void *data)
{
	struct frob *frob = data;
	struct io_uring_cmd *cmd;

	spin_lock(&frob->lock);
	cmd = frob->cmd;
	frob->cmd = NULL;
	spin_unlock(&frob->lock);
	if (cmd)
		io_uring_cmd_complete_in_task(cmd, frob_tw);
	return IRQ_HANDLED;
}

static int frob_setup(struct frob *frob, int irq)
{
	spin_lock_init(&frob->lock);
	return request_irq(irq, frob_button, 0, "frob", frob);
}

static int frob_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct frob *frob = cmd->file->private_data;
	unsigned long flags;

	spin_lock_irqsave(&frob->lock, flags);
	if (frob->cmd) {
		spin_unlock_irqrestore(&frob->lock, flags);
		return -EBUSY;
	}
	frob->cmd = cmd; // expect: no-teardown-path
	spin_unlock_irqrestore(&frob->lock, flags);
	return -EIOCBQUEUED;
}

static const struct file_operations frob_fops = { .uring_cmd = frob_uring_cmd };
