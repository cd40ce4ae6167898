// about: the end of a job completes its command
// origin: written for this rule
#include "kiln.h"
#include <linux/slab.h>

void kiln_job_end(struct kiln_job *job, int ret)
{
	io_uring_cmd_done(job->cmd, ret, IO_URING_F_UNLOCKED);
	kfree(job);
}
