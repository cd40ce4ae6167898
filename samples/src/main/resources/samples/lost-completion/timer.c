// about: a timer per command is a hand-off; its callback schedules the completing task work
// origin: written for this rule
// kernel: 6.12
#include <linux/io_uring/cmd.h>
#include <linux/timer.h>

struct widget_delay {
	struct timer_list timer;
	struct io_uring_cmd *cmd;
};

static void widget_tw(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	io_uring_cmd_done(cmd, 0, 0, issue_flags);
}

static void widget_expired(struct timer_list *timer)
{
	struct widget_delay *delay = from_timer(delay, timer, timer);

	io_uring_cmd_complete_in_task(delay->cmd, widget_tw);
	kfree(delay);
}

static int widget_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct widget_delay *delay = kzalloc(sizeof(*delay), GFP_NOWAIT);

	if (!delay)
		return -ENOMEM;
	delay->cmd = cmd;
	timer_setup(&delay->timer, widget_expired, 0);
	mod_timer(&delay->timer, jiffies + HZ / 10);
	return -EIOCBQUEUED;
}

static const struct file_operations widget_fops = { .uring_cmd = widget_uring_cmd };
