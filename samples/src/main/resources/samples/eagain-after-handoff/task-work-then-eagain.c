// about: the inline case schedules task work and asks for a blocking issue too
// origin: written for this rule
// kernel: 6.12
#include <linux/io_uring/cmd.h>

static void widget_tw(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	io_uring_cmd_done(cmd, 0, 0, issue_flags);
}

static int widget_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	io_uring_cmd_complete_in_task(cmd, widget_tw);
	if (issue_flags & IO_URING_F_NONBLOCK)
		return -EAGAIN; // expect: eagain-after-handoff
	return -EIOCBQUEUED;
}

static const struct file_operations widget_fops = { .uring_cmd = widget_uring_cmd };
