// about: the quay, for the file of its commands and the file that cancels them
// origin: written for this rule
#ifndef _QUAY_H
#define _QUAY_H

#include <linux/io_uring/cmd.h>
#include <linux/spinlock.h>

struct quay {
	spinlock_t lock;
	struct io_uring_cmd *waiting;
};

void quay_cancel(struct quay *quay, struct io_uring_cmd *cmd, unsigned int issue_flags);

#endif
