// about: the interrupt hands the command to task work, and the worker takes it out under the lock and completes it behind that
// origin: written for this rule
#include <linux/interrupt.h>
#include <linux/io_uring/cmd.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct gate {
	spinlock_t lock;
	struct io_uring_cmd *cmd;
	struct work_struct reset;
};

static struct io_uring_cmd *gate_take(struct gate *gate)
{
	struct io_uring_cmd *cmd;
	unsigned long flags;

	spin_lock_irqsave(&gate->lock, flags);
	cmd = gate->cmd;
	gate->cmd = NULL;
	spin_unlock_irqrestore(&gate->lock, flags);
	return cmd;
}

static void gate_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	io_uring_cmd_done(io_uring_cmd_from_tw(tw_req), 0, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static irqreturn_t gate_irq(int irq, void *data)
{
	struct io_uring_cmd *cmd = gate_take(data);

	if (cmd)
		io_uring_cmd_complete_in_task(cmd, gate_tw);
	return IRQ_HANDLED;
}

static void gate_reset(struct work_struct *work)
{
	struct io_uring_cmd *cmd = gate_take(container_of(work, struct gate, reset));

	if (cmd)
		io_uring_cmd_done(cmd, -ENODEV, IO_URING_F_UNLOCKED);
}

static int gate_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct gate *gate = cmd->file->private_data;

	spin_lock_irq(&gate->lock);
	if (gate->cmd) {
		spin_unlock_irq(&gate->lock);
		return -EBUSY;
	}
	gate->cmd = cmd;
	spin_unlock_irq(&gate->lock);
	return -EIOCBQUEUED;
}

static int gate_probe(struct gate *gate, int irq)
{
	spin_lock_init(&gate->lock);
	INIT_WORK(&gate->reset, gate_reset);
	return request_irq(irq, gate_irq, 0, "gate", gate);
}

static const struct file_operations gate_fops = {
	.uring_cmd = gate_uring_cmd,
};
