// about: the gate, for the file of its commands and the file that wakes who waits
// origin: written for this rule
#ifndef _GATE_H
#define _GATE_H

#include <linux/io_uring/cmd.h>
#include <linux/spinlock.h>

struct gate {
	spinlock_t lock;
	struct io_uring_cmd *cmd;
};

void gate_wake(struct gate *gate, int ret);

#endif
