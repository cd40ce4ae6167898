// about: a literal sets up the work item as well, and keeps the handler's flags beside it
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct loom_job {
	struct work_struct work;
	struct io_uring_cmd *cmd;
	unsigned int flags;
};

static void loom_work(struct work_struct *work)
{
	struct loom_job *job = container_of(work, struct loom_job, work);

	io_uring_cmd_done(job->cmd, 0, job->flags); // expect: issue-flags-stale
	kfree(job);
}

static int loom_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct loom_job *job = kmalloc(sizeof(*job), GFP_KERNEL);

	if (!job)
		return -ENOMEM;
	*job = (struct loom_job) {
		.work = __WORK_INITIALIZER(job->work, loom_work),
		.cmd = cmd,
		.flags = issue_flags,
	};
	queue_work(system_wq, &job->work);
	return -EIOCBQUEUED;
}

static const struct file_operations loom_fops = {
	.uring_cmd = loom_uring_cmd,
};
