// about: nothing is left to do for a narrow loom, and nobody completes the command
// origin: written for this rule
#include "loom.h"

static void loom_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	io_uring_cmd_done(io_uring_cmd_from_tw(tw_req), 0, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

int loom_weave(struct loom *loom, struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	if (cmd->cmd_op > 7)
		return -EINVAL;
	if (loom->width < 2)
		return 0;
	io_uring_cmd_complete_in_task(cmd, loom_tw);
	return 0;
}
