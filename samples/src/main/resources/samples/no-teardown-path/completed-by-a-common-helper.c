// about: an interrupt is all that ends the command, and its callback completes it by a helper
// origin: written for this rule
#include <linux/interrupt.h>
#include <linux/io_uring/cmd.h>

struct buzzer {
	struct io_uring_cmd *cmd;
};

static void buzzer_end(struct io_uring_cmd *cmd, int ret, unsigned int issue_flags)
{
	io_uring_cmd_done(cmd, ret, issue_flags);
}

static void buzzer_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	buzzer_end(io_uring_cmd_from_tw(tw_req), tw.cancel ? -ECANCELED : 0, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static irqreturn_t buzzer_irq(int irq, void *data)
{
	struct buzzer *buzzer = data;
	struct io_uring_cmd *cmd = xchg(&buzzer->cmd, NULL);

	if (cmd)
		io_uring_cmd_complete_in_task(cmd, buzzer_tw);
	return IRQ_HANDLED;
}

int buzzer_probe(struct buzzer *buzzer, int irq)
{
	return request_irq(irq, buzzer_irq, 0, "buzzer", buzzer);
}

static int buzzer_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct buzzer *buzzer = cmd->file->private_data;

	if (cmpxchg(&buzzer->cmd, NULL, cmd)) // expect: no-teardown-path
		return -EBUSY;
	return -EIOCBQUEUED;
}

static const struct file_operations buzzer_fops = { .uring_cmd = buzzer_uring_cmd };
