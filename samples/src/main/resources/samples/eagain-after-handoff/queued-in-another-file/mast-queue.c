// about: zero says that the job is queued
// origin: written for this rule
#include "mast.h"
#include <linux/slab.h>
#include <linux/workqueue.h>

struct mast_job {
	struct work_struct work;
	struct io_uring_cmd *cmd;
};

static void mast_job_fn(struct work_struct *work)
{
	struct mast_job *job = container_of(work, struct mast_job, work);

	io_uring_cmd_done(job->cmd, 0, IO_URING_F_UNLOCKED);
	kfree(job);
}

int mast_queue(struct mast *mast, struct io_uring_cmd *cmd)
{
	struct mast_job *job = kzalloc(sizeof(*job), GFP_NOWAIT);

	if (!job)
		return -ENOMEM;
	job->cmd = cmd;
	INIT_WORK(&job->work, mast_job_fn);
	schedule_work(&job->work);
	return 0;
}
