// about: only what is still waiting is canceled
// origin: written for this rule
#include "quay.h"

void quay_cancel(struct quay *quay, struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	bool mine;

	spin_lock(&quay->lock);
	mine = quay->waiting == cmd;
	if (mine)
		quay->waiting = NULL;
	spin_unlock(&quay->lock);
	if (mine)
		io_uring_cmd_done(cmd, -ECANCELED, issue_flags);
}
