// about: the mooring, for the file of its commands and the file of its ropes
// origin: written for this rule
#ifndef _MOOR_H
#define _MOOR_H

#include <linux/io_uring/cmd.h>
#include <linux/spinlock.h>

struct moor {
	spinlock_t lock;
	struct io_uring_cmd *fetched;
};

int moor_fetch(struct moor *moor, struct io_uring_cmd *cmd);
int moor_commit(struct moor *moor);

#endif
