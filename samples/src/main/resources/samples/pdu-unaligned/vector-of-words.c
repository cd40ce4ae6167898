// about: the structure is aligned for vector instructions, and the PDU lies at 24 bytes
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct mixer_pdu {
	u32 lanes[4] __aligned(16);
	int status;
};

static void mixer_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct mixer_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct mixer_pdu);

	io_uring_cmd_done(cmd, pdu->status, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static int mixer_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct mixer_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct mixer_pdu); // expect: pdu-unaligned

	pdu->status = 0;
	io_uring_cmd_complete_in_task(cmd, mixer_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations mixer_fops = { .uring_cmd = mixer_uring_cmd };
