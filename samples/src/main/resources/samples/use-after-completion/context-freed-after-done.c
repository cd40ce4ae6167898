// about: the context that named the command is a separate object, so it may be freed after the completion
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/workqueue.h>

struct frob_job {
	struct work_struct work;
	struct io_uring_cmd *cmd;
	void *buf;
};

static void frob_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct frob_job *job = *io_uring_cmd_to_pdu(cmd, struct frob_job *);

	io_uring_cmd_done(cmd, 0, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
	kfree(job->buf);
	job->cmd = NULL;
	kfree(job);
}

static void frob_job_fn(struct work_struct *work)
{
	struct frob_job *job = container_of(work, struct frob_job, work);

	io_uring_cmd_complete_in_task(job->cmd, frob_tw);
}

static int frob_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct frob_job *job = kzalloc(sizeof(*job), GFP_NOWAIT);

	if (!job)
		return -ENOMEM;
	job->buf = kmalloc(64, GFP_NOWAIT);
	if (!job->buf) {
		kfree(job);
		return -ENOMEM;
	}
	job->cmd = cmd;
	*io_uring_cmd_to_pdu(cmd, struct frob_job *) = job;
	INIT_WORK(&job->work, frob_job_fn);
	schedule_work(&job->work);
	return -EIOCBQUEUED;
}

static const struct file_operations frob_fops = { .uring_cmd = frob_uring_cmd };
