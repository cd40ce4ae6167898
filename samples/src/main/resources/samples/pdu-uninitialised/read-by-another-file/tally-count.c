// about: the callback reads both fields
// origin: written for this rule
#include "tally.h"

void tally_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct tally_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct tally_pdu);
	int ret = pdu->seen < pdu->wanted ? -ENODATA : 0; // expect: pdu-uninitialised

	io_uring_cmd_done(cmd, ret, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}
