// about: a beat of the drum, for the worker and the file that finishes beats
// origin: written for this rule
#ifndef _DRUM_H
#define _DRUM_H

#include <linux/io_uring/cmd.h>
#include <linux/workqueue.h>

struct drum_beat {
	struct work_struct work;
	struct io_uring_cmd *cmd;
};

void drum_finish(struct drum_beat *beat, int ret);

#endif
