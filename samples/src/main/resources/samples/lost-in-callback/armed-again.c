// about: the timer arms itself again until the device is ready, and only then completes
// origin: written for this rule
// kernel: 6.12
#include <linux/io_uring/cmd.h>
#include <linux/timer.h>

struct widget_poll {
	struct timer_list timer;
	struct io_uring_cmd *cmd;
	unsigned int tries;
	bool (*ready)(struct widget_poll *poll);
};

static void widget_tw(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	io_uring_cmd_done(cmd, 0, 0, issue_flags);
}

static void widget_poll_fn(struct timer_list *timer)
{
	struct widget_poll *poll = from_timer(poll, timer, timer);

	if (poll->tries-- && !poll->ready(poll)) {
		mod_timer(&poll->timer, jiffies + 1);
		return;
	}
	io_uring_cmd_complete_in_task(poll->cmd, widget_tw);
	kfree(poll);
}

static int widget_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct widget_poll *poll = kzalloc(sizeof(*poll), GFP_NOWAIT);

	if (!poll)
		return -ENOMEM;
	poll->cmd = cmd;
	poll->tries = 100;
	poll->ready = cmd->file->private_data;
	timer_setup(&poll->timer, widget_poll_fn, 0);
	mod_timer(&poll->timer, jiffies + 1);
	return -EIOCBQUEUED;
}

static const struct file_operations widget_fops = { .uring_cmd = widget_uring_cmd };
