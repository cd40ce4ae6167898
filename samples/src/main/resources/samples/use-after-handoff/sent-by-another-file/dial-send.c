// about: an answer goes through the task of the command
// origin: written for this rule
#include "dial.h"

static void dial_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct dial_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct dial_pdu);

	io_uring_cmd_done(cmd, pdu->value & 0xffff, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

void dial_send(struct io_uring_cmd *cmd, u32 value)
{
	io_uring_cmd_to_pdu(cmd, struct dial_pdu)->value = value;
	io_uring_cmd_complete_in_task(cmd, dial_tw);
}
