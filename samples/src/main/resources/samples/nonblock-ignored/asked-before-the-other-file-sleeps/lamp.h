// about: the lamp, for the file of its commands and the file of its wick
// origin: written for this rule
#ifndef _LAMP_H
#define _LAMP_H

#include <linux/completion.h>
#include <linux/io_uring/cmd.h>

struct lamp {
	struct completion lit;
	int oil;
};

int lamp_light(struct lamp *lamp, bool nowait);

#endif
