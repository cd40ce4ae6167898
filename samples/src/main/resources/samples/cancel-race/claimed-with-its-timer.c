// about: a timer that was deleted before it ran leaves the command to the cancel call
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/timer.h>
#include <linux/slab.h>

struct bell_wait {
	struct timer_list timer;
	struct io_uring_cmd *cmd;
};

struct bell_pdu {
	struct bell_wait *wait;
};

static void bell_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);

	kfree(io_uring_cmd_to_pdu(cmd, struct bell_pdu)->wait);
	io_uring_cmd_done(cmd, 0, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static void bell_rings(struct timer_list *timer)
{
	struct bell_wait *wait = timer_container_of(wait, timer, timer);

	io_uring_cmd_complete_in_task(wait->cmd, bell_tw);
}

static int bell_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct bell_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct bell_pdu);
	struct bell_wait *wait;

	if (issue_flags & IO_URING_F_CANCEL) {
		wait = pdu->wait;
		if (timer_delete(&wait->timer)) {
			kfree(wait);
			io_uring_cmd_done(cmd, -ECANCELED, issue_flags);
		}
		return 0;
	}
	wait = kzalloc(sizeof(*wait), GFP_KERNEL);
	if (!wait)
		return -ENOMEM;
	wait->cmd = cmd;
	pdu->wait = wait;
	timer_setup(&wait->timer, bell_rings, 0);
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	mod_timer(&wait->timer, jiffies + HZ);
	return -EIOCBQUEUED;
}

static const struct file_operations bell_fops = {
	.uring_cmd = bell_uring_cmd,
};
