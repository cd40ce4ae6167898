// about: a timer ends the wait for the interrupt, so an exit is delayed by a second at most
// origin: written for this rule
// kernel: 6.12
#include <linux/interrupt.h>
#include <linux/io_uring/cmd.h>
#include <linux/timer.h>

struct frob {
	spinlock_t lock;
	struct io_uring_cmd *cmd;
	struct timer_list timer;
};

struct frob_pdu {
	int ret;
};

static void frob_tw(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	io_uring_cmd_done(cmd, io_uring_cmd_to_pdu(cmd, struct frob_pdu)->ret, 0, issue_flags);
}

static void frob_finish(struct frob *frob, int ret)
{
	struct io_uring_cmd *cmd;
	unsigned long flags;

	spin_lock_irqsave(&frob->lock, flags);
	cmd = frob->cmd;
	frob->cmd = NULL;
	spin_unlock_irqrestore(&frob->lock, flags);
	if (!cmd)
		return;
	io_uring_cmd_to_pdu(cmd, struct frob_pdu)->ret = ret;
	io_uring_cmd_complete_in_task(cmd, frob_tw);
}

static irqreturn_t frob_button(int irq, void *data)
{
	frob_finish(data, 0);
	return IRQ_HANDLED;
}

static void frob_timeout(struct timer_list *timer)
{
	struct frob *frob = from_timer(frob, timer, timer);

	frob_finish(frob, -ETIME);
}

static int frob_setup(struct frob *frob, int irq)
{
	spin_lock_init(&frob->lock);
	timer_setup(&frob->timer, frob_timeout, 0);
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
	frob->cmd = cmd;
	mod_timer(&frob->timer, jiffies + HZ);
	spin_unlock_irqrestore(&frob->lock, flags);
	return -EIOCBQUEUED;
}

static const struct file_operations frob_fops = { .uring_cmd = frob_uring_cmd };
