// about: the job of a kiln, for the handler, the worker and what ends a job
// origin: written for this rule
#ifndef _KILN_H
#define _KILN_H

#include <linux/io_uring/cmd.h>
#include <linux/workqueue.h>

struct kiln_job {
	struct work_struct work;
	struct io_uring_cmd *cmd;
	int heat;
};

void kiln_job_fn(struct work_struct *work);
void kiln_job_end(struct kiln_job *job, int ret);

#endif
