// about: the task work of a dying task returns before it completes
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/workqueue.h>

struct widget_job {
	struct work_struct work;
	struct io_uring_cmd *cmd;
};

static void widget_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);

	if (tw.cancel)
		return; // expect: lost-in-callback
	io_uring_cmd_done(cmd, 0, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static void widget_job_fn(struct work_struct *work)
{
	struct widget_job *job = container_of(work, struct widget_job, work);

	io_uring_cmd_complete_in_task(job->cmd, widget_tw);
	kfree(job);
}

static int widget_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct widget_job *job = kzalloc(sizeof(*job), GFP_NOWAIT);

	if (!job)
		return -ENOMEM;
	job->cmd = cmd;
	INIT_WORK(&job->work, widget_job_fn);
	schedule_work(&job->work);
	return -EIOCBQUEUED;
}

static const struct file_operations widget_fops = { .uring_cmd = widget_uring_cmd };
