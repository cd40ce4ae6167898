// about: a command that waits is marked
// origin: written for this rule
#include "weir.h"

int weir_wait(struct weir *weir, struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	int ret = 0;

	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	spin_lock(&weir->lock);
	if (weir->waiting)
		ret = -EBUSY;
	else
		weir->waiting = cmd;
	spin_unlock(&weir->lock);
	if (ret)
		io_uring_cmd_done(cmd, ret, issue_flags);
	return -EIOCBQUEUED;
}
