// about: a timer that completes the command is armed before the last check fails
// origin: written for this rule
// kernel: 6.1
#include <linux/io_uring.h>
#include <linux/timer.h>

struct frob {
	struct timer_list timer;
	struct io_uring_cmd *cmd;
	unsigned long busy;
	bool powered;
};

static void frob_tw(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	io_uring_cmd_done(cmd, 0, 0, issue_flags);
}

static void frob_expired(struct timer_list *timer)
{
	struct frob *frob = from_timer(frob, timer, timer);
	struct io_uring_cmd *cmd = frob->cmd;

	frob->cmd = NULL;
	clear_bit(0, &frob->busy);
	io_uring_cmd_complete_in_task(cmd, frob_tw);
}

static void frob_init(struct frob *frob)
{
	timer_setup(&frob->timer, frob_expired, 0);
}

static int frob_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct frob *frob = cmd->file->private_data;

	if (test_and_set_bit(0, &frob->busy))
		return -EBUSY;
	frob->cmd = cmd;
	mod_timer(&frob->timer, jiffies + HZ);
	if (!frob->powered)
		return -ENODEV; // expect: return-after-handoff
	return -EIOCBQUEUED;
}

static const struct file_operations frob_fops = { .uring_cmd = frob_uring_cmd };
