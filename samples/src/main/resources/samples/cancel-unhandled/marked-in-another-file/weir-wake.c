// about: another command wakes the one that waits
// origin: written for this rule
#include "weir.h"

static void weir_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	io_uring_cmd_done(io_uring_cmd_from_tw(tw_req), 0, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

int weir_wake(struct weir *weir)
{
	struct io_uring_cmd *waiting;

	spin_lock(&weir->lock);
	waiting = weir->waiting;
	weir->waiting = NULL;
	spin_unlock(&weir->lock);
	if (!waiting)
		return -ENOENT;
	io_uring_cmd_complete_in_task(waiting, weir_tw);
	return 0;
}
