// about: the weir, for the file of its commands, the file where they wait and the file that wakes them
// origin: written for this rule
#ifndef _WEIR_H
#define _WEIR_H

#include <linux/io_uring/cmd.h>
#include <linux/spinlock.h>

struct weir {
	spinlock_t lock;
	struct io_uring_cmd *waiting;
};

int weir_wait(struct weir *weir, struct io_uring_cmd *cmd, unsigned int issue_flags);
int weir_wake(struct weir *weir);

#endif
