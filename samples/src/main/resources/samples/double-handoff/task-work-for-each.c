// about: each round of the loop hands on another command
// origin: written for this rule
// kernel: 6.12
#include <linux/interrupt.h>
#include <linux/io_uring/cmd.h>

struct chan {
	spinlock_t lock;
	struct io_uring_cmd *cmds[8];
	struct timer_list timeout;
};

static void chan_tw(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	io_uring_cmd_done(cmd, 0, 0, issue_flags);
}

static void chan_complete_all(struct chan *chan)
{
	struct io_uring_cmd *cmd;
	unsigned long flags;
	int i;

	spin_lock_irqsave(&chan->lock, flags);
	for (i = 0; i < 8; i++) {
		cmd = chan->cmds[i];
		chan->cmds[i] = NULL;
		if (cmd)
			io_uring_cmd_complete_in_task(cmd, chan_tw);
	}
	spin_unlock_irqrestore(&chan->lock, flags);
}

static irqreturn_t chan_irq(int irq, void *data)
{
	chan_complete_all(data);
	return IRQ_HANDLED;
}

static void chan_timeout(struct timer_list *timer)
{
	struct chan *chan = from_timer(chan, timer, timeout);

	chan_complete_all(chan);
}

static int chan_setup(struct chan *chan, int irq)
{
	timer_setup(&chan->timeout, chan_timeout, 0);
	return request_irq(irq, chan_irq, 0, "chan", chan);
}

static int chan_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct chan *chan = cmd->file->private_data;
	unsigned int index = cmd->cmd_op % 8;
	unsigned long flags;

	spin_lock_irqsave(&chan->lock, flags);
	if (chan->cmds[index]) {
		spin_unlock_irqrestore(&chan->lock, flags);
		return -EBUSY;
	}
	chan->cmds[index] = cmd;
	spin_unlock_irqrestore(&chan->lock, flags);
	mod_timer(&chan->timeout, jiffies + HZ);
	return -EIOCBQUEUED;
}

static const struct file_operations chan_fops = { .uring_cmd = chan_uring_cmd };
