// about: whatever is canceled is completed, also what a writer has just taken
// origin: written for this rule
#include "quay.h"

void quay_cancel(struct quay *quay, struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	io_uring_cmd_done(cmd, -ECANCELED, issue_flags); // expect: cancel-race
}
