// about: the worker of a stopped device returns before it looks at its job, which the one who stops it finds on the list
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/workqueue.h>

struct mill_job {
	struct work_struct work;
	struct list_head node;
	struct io_uring_cmd *cmd;
};

static DEFINE_SPINLOCK(mill_lock);
static LIST_HEAD(mill_jobs);
static bool mill_is_stopped;

static void mill_grind(struct work_struct *work)
{
	struct mill_job *job;

	if (READ_ONCE(mill_is_stopped))
		return;
	job = container_of(work, struct mill_job, work);
	spin_lock(&mill_lock);
	if (list_empty(&job->node)) {
		spin_unlock(&mill_lock);
		return;
	}
	list_del_init(&job->node);
	spin_unlock(&mill_lock);
	io_uring_cmd_done(job->cmd, 0, IO_URING_F_UNLOCKED);
	kfree(job);
}

static int mill_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct mill_job *job = kzalloc(sizeof(*job), GFP_KERNEL_ACCOUNT);

	if (!job)
		return -ENOMEM;
	job->cmd = cmd;
	INIT_WORK(&job->work, mill_grind);
	spin_lock(&mill_lock);
	list_add_tail(&job->node, &mill_jobs);
	spin_unlock(&mill_lock);
	schedule_work(&job->work);
	return -EIOCBQUEUED;
}

void mill_stop(void)
{
	struct mill_job *job;

	WRITE_ONCE(mill_is_stopped, true);
	for (;;) {
		spin_lock(&mill_lock);
		job = list_first_entry_or_null(&mill_jobs, struct mill_job, node);
		if (job)
			list_del_init(&job->node);
		spin_unlock(&mill_lock);
		if (!job)
			return;
		cancel_work_sync(&job->work);
		io_uring_cmd_done(job->cmd, -ESHUTDOWN, IO_URING_F_UNLOCKED);
		kfree(job);
	}
}

static const struct file_operations mill_fops = { .uring_cmd = mill_uring_cmd };
