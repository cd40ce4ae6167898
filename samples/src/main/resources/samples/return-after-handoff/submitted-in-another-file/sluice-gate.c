// about: the job is queued before the level is tested
// origin: written for this rule
#include "sluice.h"
#include <linux/slab.h>
#include <linux/workqueue.h>

struct sluice_job {
	struct work_struct work;
	struct io_uring_cmd *cmd;
};

static void sluice_job_fn(struct work_struct *work)
{
	struct sluice_job *job = container_of(work, struct sluice_job, work);

	io_uring_cmd_done(job->cmd, 0, IO_URING_F_UNLOCKED);
	kfree(job);
}

int sluice_open_gate(struct sluice *sluice, struct io_uring_cmd *cmd)
{
	struct sluice_job *job = kzalloc(sizeof(*job), GFP_NOWAIT);

	if (!job)
		return -ENOMEM;
	job->cmd = cmd;
	INIT_WORK(&job->work, sluice_job_fn);
	queue_work(sluice->gate, &job->work);
	if (sluice->level > 80)
		return -ERANGE; // expect: return-after-handoff
	return -EIOCBQUEUED;
}
