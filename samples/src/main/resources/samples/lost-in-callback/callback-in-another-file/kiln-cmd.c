// about: the handler queues a job
// origin: written for this rule
#include "kiln.h"
#include <linux/fs.h>
#include <linux/slab.h>

static int kiln_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct kiln_job *job = kzalloc(sizeof(*job), GFP_NOWAIT);

	if (!job)
		return -ENOMEM;
	job->cmd = cmd;
	job->heat = cmd->cmd_op;
	INIT_WORK(&job->work, kiln_job_fn);
	schedule_work(&job->work);
	return -EIOCBQUEUED;
}

static const struct file_operations kiln_fops = { .uring_cmd = kiln_uring_cmd };
