// about: the dial, for the worker and the file that sends answers
// origin: written for this rule
#ifndef _DIAL_H
#define _DIAL_H

#include <linux/io_uring/cmd.h>

struct dial_pdu {
	u32 value;
};

void dial_send(struct io_uring_cmd *cmd, u32 value);

#endif
