// about: answers are given with no flags
// origin: written for this rule
#include "gong.h"

void gong_answer(struct gong *gong, struct io_uring_cmd *cmd)
{
	io_uring_cmd_done(cmd, gong->size, 0); // expect: issue-flags-hardcoded
}
