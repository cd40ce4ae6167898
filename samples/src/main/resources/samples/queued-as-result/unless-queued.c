// about: the number can be in the variable, but not where the completion is reached
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/workqueue.h>

struct ring_job {
	struct work_struct work;
	struct io_uring_cmd *cmd;
	unsigned int rounds;
};

static int ring_poll(struct ring_job *job)
{
	if (job->rounds--)
		return -EIOCBQUEUED;
	return 0;
}

static void ring_job_fn(struct work_struct *work)
{
	struct ring_job *job = container_of(work, struct ring_job, work);
	int ret = ring_poll(job);

	if (ret == -EIOCBQUEUED) {
		schedule_work(&job->work);
		return;
	}
	io_uring_cmd_done(job->cmd, ret, IO_URING_F_UNLOCKED);
	kfree(job);
}

static int ring_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct ring_job *job = kzalloc(sizeof(*job), GFP_NOWAIT);

	if (!job)
		return -ENOMEM;
	job->cmd = cmd;
	job->rounds = 3;
	INIT_WORK(&job->work, ring_job_fn);
	schedule_work(&job->work);
	return -EIOCBQUEUED;
}

static const struct file_operations ring_fops = { .uring_cmd = ring_uring_cmd };
