// about: the first task work has run when it schedules the second one, so only one is pending at a time
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct widget_pdu {
	unsigned int rounds;
};

static void widget_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct widget_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct widget_pdu);

	if (!tw.cancel && --pdu->rounds) {
		io_uring_cmd_complete_in_task(cmd, widget_tw);
		return;
	}
	io_uring_cmd_done(cmd, 0, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static int widget_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct widget_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct widget_pdu);

	pdu->rounds = 3;
	io_uring_cmd_complete_in_task(cmd, widget_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations widget_fops = { .uring_cmd = widget_uring_cmd };
