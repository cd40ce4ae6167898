// about: answers are given with the flags of the caller
// origin: written for this rule
#include "gong.h"

void gong_answer(struct gong *gong, struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	io_uring_cmd_done(cmd, gong->size, issue_flags);
}
