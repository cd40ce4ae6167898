// about: the worker completes the fast case in place and schedules the completing task work all the same
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/workqueue.h>

struct chan_job {
	struct work_struct work;
	struct io_uring_cmd *cmd;
	int ret;
};

static void chan_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);

	io_uring_cmd_done(cmd, 0, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static void chan_job_fn(struct work_struct *work)
{
	struct chan_job *job = container_of(work, struct chan_job, work);
	struct io_uring_cmd *cmd = job->cmd;

	if (job->ret)
		io_uring_cmd_done(cmd, job->ret, IO_URING_F_UNLOCKED);
	io_uring_cmd_complete_in_task(cmd, chan_tw); // expect: double-completion
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
