// about: a helper queues the job, then finds no credit and reports that the caller should try again
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/workqueue.h>

struct ring {
	atomic_t credits;
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

static int ring_queue(struct ring *ring, struct io_uring_cmd *cmd, bool nowait)
{
	struct ring_job *job = kzalloc(sizeof(*job), GFP_NOWAIT);

	if (!job)
		return -ENOMEM;
	job->cmd = cmd;
	INIT_WORK(&job->work, ring_job_fn);
	schedule_work(&job->work);
	if (atomic_dec_if_positive(&ring->credits) < 0 && nowait)
		return -EAGAIN; // expect: eagain-after-handoff
	return -EIOCBQUEUED;
}

static int ring_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	bool nowait = issue_flags & IO_URING_F_NONBLOCK;

	return ring_queue(cmd->file->private_data, cmd, nowait);
}

static const struct file_operations ring_fops = { .uring_cmd = ring_uring_cmd };
