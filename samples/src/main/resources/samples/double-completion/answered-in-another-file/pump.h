// about: the pump, for the file of its commands and the file of its motor
// origin: written for this rule
#ifndef _PUMP_H
#define _PUMP_H

#include <linux/io_uring/cmd.h>

struct pump {
	spinlock_t lock;
	bool running;
};

int pump_start(struct pump *pump, struct io_uring_cmd *cmd, unsigned int issue_flags);

#endif
