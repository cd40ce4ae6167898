// about: a pointer to the job is put into the PDU behind an `else`, where the callback finds it
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct loom_job {
	struct work_struct work;
	struct io_uring_cmd *cmd;
	int rows;
};

static void loom_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct loom_job *job = *io_uring_cmd_to_pdu(cmd, struct loom_job *);
	int rows = job ? job->rows : 0;

	kfree(job);
	io_uring_cmd_done(cmd, rows, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static int loom_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct loom_job *job = kzalloc(sizeof(*job), GFP_NOWAIT);

	if (!job)
		*io_uring_cmd_to_pdu(cmd, struct loom_job *) = NULL;
	else
		*io_uring_cmd_to_pdu(cmd, struct loom_job *) = job;
	io_uring_cmd_complete_in_task(cmd, loom_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations loom_fops = { .uring_cmd = loom_uring_cmd };
