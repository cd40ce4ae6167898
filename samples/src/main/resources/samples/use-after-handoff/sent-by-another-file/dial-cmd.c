// about: the worker reads the opcode of a command that another file has handed to its task
// origin: written for this rule
#include "dial.h"
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct dial_job {
	struct work_struct work;
	struct io_uring_cmd *cmd;
	u32 value;
};

static u32 dial_last_op;

static void dial_job_fn(struct work_struct *work)
{
	struct dial_job *job = container_of(work, struct dial_job, work);

	dial_send(job->cmd, job->value);
	dial_last_op = job->cmd->cmd_op; // expect: use-after-handoff
	kfree(job);
}

static int dial_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct dial_job *job = kzalloc(sizeof(*job), GFP_NOWAIT);

	if (!job)
		return -ENOMEM;
	job->cmd = cmd;
	job->value = cmd->cmd_op * 3;
	INIT_WORK(&job->work, dial_job_fn);
	schedule_work(&job->work);
	return -EIOCBQUEUED;
}

static const struct file_operations dial_fops = { .uring_cmd = dial_uring_cmd };
