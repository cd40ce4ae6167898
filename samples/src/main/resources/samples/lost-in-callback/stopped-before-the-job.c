// about: the worker of a stopped device returns before it looks at its job, and nobody else has the command of it
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/workqueue.h>

struct loom_job {
	struct work_struct work;
	struct io_uring_cmd *cmd;
	int threads;
};

static bool loom_is_stopped;

static void loom_weave(struct work_struct *work)
{
	struct loom_job *job;

	if (READ_ONCE(loom_is_stopped))
		return; // expect: lost-in-callback
	job = container_of(work, struct loom_job, work);
	io_uring_cmd_done(job->cmd, job->threads, IO_URING_F_UNLOCKED);
	kfree(job);
}

static int loom_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct loom_job *job = kzalloc(sizeof(*job), GFP_KERNEL_ACCOUNT);

	if (!job)
		return -ENOMEM;
	job->cmd = cmd;
	job->threads = READ_ONCE(cmd->sqe->len);
	INIT_WORK(&job->work, loom_weave);
	schedule_work(&job->work);
	return -EIOCBQUEUED;
}

static const struct file_operations loom_fops = { .uring_cmd = loom_uring_cmd };
