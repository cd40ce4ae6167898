// about: the gong, for the file of its commands and the file of its answers
// origin: written for this rule
#ifndef _GONG_H
#define _GONG_H

#include <linux/io_uring/cmd.h>

struct gong {
	u16 size;
};

void gong_answer(struct gong *gong, struct io_uring_cmd *cmd, unsigned int issue_flags);

#endif
