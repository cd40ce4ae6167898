// about: task work has flags of its own and passes those in the PDU, through a helper
// origin: written for this rule
// kernel: 6.12
#include <linux/interrupt.h>
#include <linux/io_uring/cmd.h>

struct weigh_pdu {
	unsigned int flags;
	int grams;
};

struct scale {
	struct io_uring_cmd *cmd;
};

static struct weigh_pdu *weigh_pdu(struct io_uring_cmd *cmd)
{
	return io_uring_cmd_to_pdu(cmd, struct weigh_pdu);
}

static void weigh_end(struct io_uring_cmd *cmd, int grams)
{
	io_uring_cmd_done(cmd, grams, 0, weigh_pdu(cmd)->flags); // expect: issue-flags-stale
}

static void weigh_tw(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	weigh_end(cmd, weigh_pdu(cmd)->grams);
}

static irqreturn_t scale_irq(int irq, void *data)
{
	struct scale *scale = data;
	struct io_uring_cmd *cmd = xchg(&scale->cmd, NULL);

	if (cmd)
		io_uring_cmd_complete_in_task(cmd, weigh_tw);
	return IRQ_HANDLED;
}

static int scale_probe(struct scale *scale, int irq)
{
	return request_irq(irq, scale_irq, 0, "scale", scale);
}

static int scale_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct scale *scale = cmd->file->private_data;

	weigh_pdu(cmd)->flags = issue_flags;
	if (cmpxchg(&scale->cmd, NULL, cmd)) // expect: no-teardown-path
		return -EBUSY;
	return -EIOCBQUEUED;
}

static const struct file_operations scale_fops = {
	.uring_cmd = scale_uring_cmd,
};
