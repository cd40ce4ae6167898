// about: the loom, for the file of its commands and the file of its shuttle
// origin: written for this rule
#ifndef _LOOM_H
#define _LOOM_H

#include <linux/io_uring/cmd.h>

struct loom {
	unsigned int width;
};

bool loom_weave(struct loom *loom, struct io_uring_cmd *cmd);

#endif
