// about: the bag is allocated here, and freed by the task work
// origin: written for this rule
#include "post.h"
#include <linux/slab.h>

int post_pack(struct io_uring_cmd *cmd)
{
	struct post_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct post_pdu);

	pdu->bag = kzalloc(64, GFP_NOWAIT);
	return pdu->bag ? 0 : -ENOMEM;
}

void post_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct post_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct post_pdu);

	kfree(pdu->bag);
	io_uring_cmd_done(cmd, 0, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}
