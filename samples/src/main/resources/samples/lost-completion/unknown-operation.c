// about: an unknown operation falls out of the switch to the common end and is reported as queued
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/workqueue.h>

enum { WIDGET_OP_RUN = 1 };

struct widget_job {
	struct work_struct work;
	struct io_uring_cmd *cmd;
};

static void widget_job_fn(struct work_struct *work)
{
	struct widget_job *job = container_of(work, struct widget_job, work);

	io_uring_cmd_done(job->cmd, 0, IO_URING_F_UNLOCKED);
	kfree(job);
}

static int widget_run(struct io_uring_cmd *cmd)
{
	struct widget_job *job = kzalloc(sizeof(*job), GFP_NOWAIT);

	if (!job)
		return -ENOMEM;
	job->cmd = cmd;
	INIT_WORK(&job->work, widget_job_fn);
	schedule_work(&job->work);
	return 0;
}

static int widget_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	int ret;

	switch (cmd->cmd_op) {
	case WIDGET_OP_RUN:
		ret = widget_run(cmd);
		if (ret)
			return ret;
		break;
	default:
		break;
	}
	return -EIOCBQUEUED; // expect: lost-completion
}

static const struct file_operations widget_fops = { .uring_cmd = widget_uring_cmd };
