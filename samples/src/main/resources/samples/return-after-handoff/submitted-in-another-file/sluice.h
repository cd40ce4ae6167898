// about: the sluice, for the file of its commands and the file of its gate
// origin: written for this rule
#ifndef _SLUICE_H
#define _SLUICE_H

#include <linux/io_uring/cmd.h>

struct sluice {
	struct workqueue_struct *gate;
	int level;
};

int sluice_open_gate(struct sluice *sluice, struct io_uring_cmd *cmd);

#endif
