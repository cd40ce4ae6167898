// about: the task work issues the command again and drops the result that the helper expects to be returned
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/workqueue.h>

enum { CHAN_OP_KICK = 1, CHAN_OP_SLOW };

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
	struct chan_job *job;

	if (cmd->cmd_op == CHAN_OP_KICK)
		return 0;
	if (cmd->cmd_op != CHAN_OP_SLOW)
		return -EOPNOTSUPP;
	job = kzalloc(sizeof(*job), GFP_NOWAIT);
	if (!job)
		return -ENOMEM;
	job->cmd = cmd;
	INIT_WORK(&job->work, chan_job_fn);
	schedule_work(&job->work);
	return -EIOCBQUEUED;
}

static void chan_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	chan_issue(io_uring_cmd_from_tw(tw_req));
} // expect: lost-in-callback

static int chan_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	if (issue_flags & IO_URING_F_UNLOCKED) {
		io_uring_cmd_complete_in_task(cmd, chan_tw);
		return -EIOCBQUEUED;
	}
	return chan_issue(cmd);
}

static const struct file_operations chan_fops = { .uring_cmd = chan_uring_cmd };
