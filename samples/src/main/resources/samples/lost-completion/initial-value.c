// about: the result starts as queued, and an early exit keeps it
// origin: written for this rule
// kernel: 6.12
#include <linux/io_uring/cmd.h>

struct frob {
	bool online;
	struct workqueue_struct *wq;
};

struct frob_job {
	struct work_struct work;
	struct io_uring_cmd *cmd;
};

static void frob_job_fn(struct work_struct *work)
{
	struct frob_job *job = container_of(work, struct frob_job, work);

	io_uring_cmd_done(job->cmd, 0, 0, IO_URING_F_UNLOCKED);
	kfree(job);
}

static int frob_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct frob *frob = cmd->file->private_data;
	int ret = -EIOCBQUEUED;
	struct frob_job *job;

	if (!frob->online)
		goto out;
	job = kzalloc(sizeof(*job), GFP_NOWAIT);
	if (!job) {
		ret = -ENOMEM;
		goto out;
	}
	job->cmd = cmd;
	INIT_WORK(&job->work, frob_job_fn);
	queue_work(frob->wq, &job->work);
out:
	return ret; // expect: lost-completion
}

static const struct file_operations frob_fops = { .uring_cmd = frob_uring_cmd };
