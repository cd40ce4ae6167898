// about: helper, handler and task work share the handler's return convention: complete unless queued
// origin: written for this rule
#include <linux/io_uring/cmd.h>

enum { CHAN_OP_KICK = 1, CHAN_OP_SLOW };

struct chan_job {
	struct delayed_work work;
	struct io_uring_cmd *cmd;
};

static void chan_job_fn(struct work_struct *work)
{
	struct chan_job *job = container_of(to_delayed_work(work), struct chan_job, work);

	io_uring_cmd_done(job->cmd, 0, IO_URING_F_UNLOCKED);
	kfree(job);
}

static int chan_start_slow(struct io_uring_cmd *cmd)
{
	struct chan_job *job = kzalloc(sizeof(*job), GFP_NOWAIT);

	if (!job)
		return -ENOMEM;
	job->cmd = cmd;
	INIT_DELAYED_WORK(&job->work, chan_job_fn);
	schedule_delayed_work(&job->work, HZ);
	return -EIOCBQUEUED;
}

static int chan_issue(struct io_uring_cmd *cmd)
{
	switch (cmd->cmd_op) {
	case CHAN_OP_KICK:
		return 0;
	case CHAN_OP_SLOW:
		return chan_start_slow(cmd);
	}
	return -EOPNOTSUPP;
}

static void chan_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	int ret = tw.cancel ? -ECANCELED : chan_issue(cmd);

	if (ret != -EIOCBQUEUED)
		io_uring_cmd_done(cmd, ret, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
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
