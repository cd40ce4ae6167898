// about: the tow of a scow, for the file of its commands and the file of its worker
// origin: written for this rule
#ifndef _SCOW_H
#define _SCOW_H

#include <linux/io_uring/cmd.h>
#include <linux/workqueue.h>

struct scow_tow {
	struct work_struct work;
	struct io_uring_cmd *cmd;
};

void scow_tow_fn(struct work_struct *work);

#endif
