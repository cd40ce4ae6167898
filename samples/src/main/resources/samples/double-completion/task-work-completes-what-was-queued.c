// about: the task work completes the command although the helper has just queued it to a worker
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct chan_job {
	struct work_struct work;
	struct io_uring_cmd *cmd;
};

static void chan_job_fn(struct work_struct *work)
{
	struct chan_job *job = container_of(work, struct chan_job, work);

	io_uring_cmd_done(job->cmd, 0, IO_URING_F_UNLOCKED);
	kfree(job);
}

static int chan_issue(struct io_uring_cmd *cmd)
{
	struct chan_job *job = kzalloc(sizeof(*job), GFP_NOWAIT);

	if (!job)
		return -ENOMEM;
	job->cmd = cmd;
	INIT_WORK(&job->work, chan_job_fn);
	schedule_work(&job->work);
	return -EIOCBQUEUED;
}

static void chan_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	int ret = chan_issue(cmd);

	io_uring_cmd_done(cmd, ret, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS); // expect: double-completion
}

static int chan_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	if (issue_flags & IO_URING_F_UNLOCKED) {
		io_uring_cmd_complete_in_task(cmd, chan_tw);
		return -EIOCBQUEUED;
	}
	return chan_issue(cmd);
}

static const struct file_operations chan_fops = { .uring_cmd = chan_uring_cmd };
