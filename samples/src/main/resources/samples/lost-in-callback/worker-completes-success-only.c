// about: the worker completes what went well and forgets what did not
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/workqueue.h>

struct chan_job {
	struct work_struct work;
	struct io_uring_cmd *cmd;
	int (*run)(struct chan_job *job);
};

static void chan_job_fn(struct work_struct *work)
{
	struct chan_job *job = container_of(work, struct chan_job, work);
	int ret = job->run(job);

	if (ret == 0)
		io_uring_cmd_done(job->cmd, 0, IO_URING_F_UNLOCKED);
	kfree(job);
} // expect: lost-in-callback

static int chan_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct chan_job *job = kzalloc(sizeof(*job), GFP_NOWAIT);

	if (!job)
		return -ENOMEM;
	job->cmd = cmd;
	job->run = cmd->file->private_data;
	INIT_WORK(&job->work, chan_job_fn);
	schedule_work(&job->work);
	return -EIOCBQUEUED;
}

static const struct file_operations chan_fops = { .uring_cmd = chan_uring_cmd };
