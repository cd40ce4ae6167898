// about: the mast, for the file of its commands and the file of its queue
// origin: written for this rule
#ifndef _MAST_H
#define _MAST_H

#include <linux/io_uring/cmd.h>

struct mast {
	atomic_t credits;
};

int mast_queue(struct mast *mast, struct io_uring_cmd *cmd);

#endif
