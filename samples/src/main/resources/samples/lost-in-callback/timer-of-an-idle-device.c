// about: the timer finds the device idle and forgets the command that waits for it
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/timer.h>

struct widget {
	bool idle;
};

struct widget_wait {
	struct timer_list timer;
	struct widget *widget;
	struct io_uring_cmd *cmd;
};

static void widget_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	io_uring_cmd_done(io_uring_cmd_from_tw(tw_req), 0, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static void widget_expired(struct timer_list *timer)
{
	struct widget_wait *wait = timer_container_of(wait, timer, timer);

	if (!READ_ONCE(wait->widget->idle))
		io_uring_cmd_complete_in_task(wait->cmd, widget_tw);
	kfree(wait);
} // expect: lost-in-callback

static int widget_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct widget_wait *wait = kzalloc(sizeof(*wait), GFP_NOWAIT);

	if (!wait)
		return -ENOMEM;
	wait->widget = cmd->file->private_data;
	wait->cmd = cmd;
	timer_setup(&wait->timer, widget_expired, 0);
	mod_timer(&wait->timer, jiffies + HZ);
	return -EIOCBQUEUED;
}

static const struct file_operations widget_fops = { .uring_cmd = widget_uring_cmd };
