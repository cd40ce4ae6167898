// about: the task work frees a buffer through the command's own area after it has completed the command
// origin: written for this rule
// kernel: 6.12
#include <linux/io_uring/cmd.h>
#include <linux/workqueue.h>

struct frob_pdu {
	void *buf;
	int ret;
};

struct frob_job {
	struct work_struct work;
	struct io_uring_cmd *cmd;
};

static void frob_tw(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct frob_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct frob_pdu);

	io_uring_cmd_done(cmd, pdu->ret, 0, issue_flags);
	kfree(pdu->buf); // expect: use-after-completion
}

static void frob_job_fn(struct work_struct *work)
{
	struct frob_job *job = container_of(work, struct frob_job, work);

	io_uring_cmd_complete_in_task(job->cmd, frob_tw);
	kfree(job);
}

static int frob_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct frob_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct frob_pdu);
	struct frob_job *job;

	job = kzalloc(sizeof(*job), GFP_NOWAIT);
	if (!job)
		return -ENOMEM;
	pdu->ret = 0;
	pdu->buf = kmalloc(64, GFP_NOWAIT);
	if (!pdu->buf) {
		kfree(job);
		return -ENOMEM;
	}
	job->cmd = cmd;
	INIT_WORK(&job->work, frob_job_fn);
	schedule_work(&job->work);
	return -EIOCBQUEUED;
}

static const struct file_operations frob_fops = { .uring_cmd = frob_uring_cmd };
