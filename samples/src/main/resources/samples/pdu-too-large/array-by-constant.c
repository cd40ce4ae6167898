// about: the array in the PDU is as long as a constant says, and that is too long
// origin: written for this rule
#include <linux/io_uring/cmd.h>

enum { GAUGE_FIRST, GAUGE_CHANNELS = 5 };

#define GAUGE_VALUES	(GAUGE_CHANNELS + 2)

struct gauge_pdu {
	u16 used;
	u32 values[GAUGE_VALUES];
	u8 unit;
};

static void gauge_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct gauge_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct gauge_pdu);

	io_uring_cmd_done(cmd, pdu->used, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static int gauge_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct gauge_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct gauge_pdu); // expect: pdu-too-large

	pdu->used = 0;
	io_uring_cmd_complete_in_task(cmd, gauge_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations gauge_fops = { .uring_cmd = gauge_uring_cmd };
