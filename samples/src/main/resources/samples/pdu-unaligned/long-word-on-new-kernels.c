// about: from 6.19 on the PDU lies at a multiple of 8 on all machines
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct timer_pdu {
	u64 expires;
	int status;
};

static void timer_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct timer_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct timer_pdu);

	io_uring_cmd_done(cmd, pdu->status, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static int timer_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct timer_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct timer_pdu);

	pdu->status = 0;
	io_uring_cmd_complete_in_task(cmd, timer_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations timer_fops = { .uring_cmd = timer_uring_cmd };
