// about: a shot, for the file of its commands and the file of its camera
// origin: written for this rule
#ifndef _SHOT_H
#define _SHOT_H

#include <linux/io_uring/cmd.h>

struct shot_pdu {
	int *result;
};

void shot_take(struct io_uring_cmd *cmd, int *result);

#endif
