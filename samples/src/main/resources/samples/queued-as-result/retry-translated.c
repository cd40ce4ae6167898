// about: a retry that cannot be made is turned into a result that user space knows
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/workqueue.h>

struct chan {
	bool busy;
};

struct chan_job {
	struct work_struct work;
	struct chan *chan;
	struct io_uring_cmd *cmd;
};

static int chan_try(struct chan *chan)
{
	if (READ_ONCE(chan->busy))
		return -EAGAIN;
	return 0;
}

static void chan_job_fn(struct work_struct *work)
{
	struct chan_job *job = container_of(work, struct chan_job, work);
	int ret = chan_try(job->chan);

	if (ret == -EAGAIN)
		ret = -EBUSY;
	io_uring_cmd_done(job->cmd, ret, IO_URING_F_UNLOCKED);
	kfree(job);
}

static int chan_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct chan_job *job = kzalloc(sizeof(*job), GFP_NOWAIT);

	if (!job)
		return -ENOMEM;
	job->chan = cmd->file->private_data;
	job->cmd = cmd;
	INIT_WORK(&job->work, chan_job_fn);
	schedule_work(&job->work);
	return -EIOCBQUEUED;
}

static const struct file_operations chan_fops = { .uring_cmd = chan_uring_cmd };
