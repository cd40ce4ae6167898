// about: the worker completes a failed job with a positive number
// origin: written for this rule
// kernel: 6.12
#include <linux/io_uring/cmd.h>
#include <linux/workqueue.h>

struct chan_job {
	struct work_struct work;
	struct io_uring_cmd *cmd;
	bool failed;
};

static void chan_job_fn(struct work_struct *work)
{
	struct chan_job *job = container_of(work, struct chan_job, work);

	if (job->failed)
		io_uring_cmd_done(job->cmd, EIO, 0, IO_URING_F_UNLOCKED); // expect: positive-errno
	else
		io_uring_cmd_done(job->cmd, 0, 0, IO_URING_F_UNLOCKED);
	kfree(job);
}

static int chan_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct chan_job *job = kzalloc(sizeof(*job), GFP_NOWAIT);

	if (!job)
		return -ENOMEM;
	job->cmd = cmd;
	INIT_WORK(&job->work, chan_job_fn);
	schedule_work(&job->work);
	return -EIOCBQUEUED;
}

static const struct file_operations chan_fops = { .uring_cmd = chan_uring_cmd };
