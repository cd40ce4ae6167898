// about: one case completes through a helper and then runs into the tail that marks the command's area
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/workqueue.h>

enum { RING_OP_ABORT = 1, RING_OP_QUEUE };

struct ring_pdu {
	unsigned long stamp;
};

struct ring_job {
	struct work_struct work;
	struct io_uring_cmd *cmd;
};

static void ring_job_fn(struct work_struct *work)
{
	struct ring_job *job = container_of(work, struct ring_job, work);

	io_uring_cmd_done(job->cmd, 0, IO_URING_F_UNLOCKED);
	kfree(job);
}

static void ring_stamp(struct io_uring_cmd *cmd)
{
	io_uring_cmd_to_pdu(cmd, struct ring_pdu)->stamp = jiffies;
}

static void ring_abort(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	io_uring_cmd_done(cmd, -ECANCELED, issue_flags);
}

static int ring_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct ring_job *job = NULL;

	switch (cmd->cmd_op) {
	case RING_OP_ABORT:
		ring_abort(cmd, issue_flags);
		break;
	case RING_OP_QUEUE:
		job = kzalloc(sizeof(*job), GFP_NOWAIT);
		if (!job)
			return -ENOMEM;
		break;
	default:
		return -EOPNOTSUPP;
	}
	ring_stamp(cmd); // expect: use-after-completion
	if (job) {
		job->cmd = cmd;
		INIT_WORK(&job->work, ring_job_fn);
		schedule_work(&job->work);
	}
	return -EIOCBQUEUED;
}

static const struct file_operations ring_fops = { .uring_cmd = ring_uring_cmd };
