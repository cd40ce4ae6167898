// about: the address is kept for the callback
// origin: written for this rule
#include "shot.h"

static void shot_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct shot_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct shot_pdu);

	io_uring_cmd_done(cmd, *pdu->result < 0 ? -EIO : 0, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

void shot_take(struct io_uring_cmd *cmd, int *result)
{
	struct shot_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct shot_pdu);

	pdu->result = result; // expect: pdu-stack-pointer
	io_uring_cmd_complete_in_task(cmd, shot_tw);
}
