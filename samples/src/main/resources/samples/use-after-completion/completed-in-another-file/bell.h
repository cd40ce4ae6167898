// about: the bell, for the file of its commands and the file of its hammer
// origin: written for this rule
#ifndef _BELL_H
#define _BELL_H

#include <linux/io_uring/cmd.h>

struct bell {
	unsigned int rings;
	unsigned int last_op;
};

void bell_ring(struct bell *bell, struct io_uring_cmd *cmd, unsigned int issue_flags);

#endif
