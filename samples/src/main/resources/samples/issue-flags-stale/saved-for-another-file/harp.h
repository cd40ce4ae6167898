// about: a string of the harp, for the file of its commands and the file that plucks it
// origin: written for this rule
#ifndef _HARP_H
#define _HARP_H

#include <linux/io_uring/cmd.h>
#include <linux/workqueue.h>

struct harp_pluck {
	struct work_struct work;
	struct io_uring_cmd *cmd;
	unsigned int flags;
};

void harp_pluck_fn(struct work_struct *work);

#endif
