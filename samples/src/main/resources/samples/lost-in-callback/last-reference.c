// about: the release function of a reference count completes, except for jobs that were aborted
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/kref.h>
#include <linux/workqueue.h>

struct frob_job {
	struct kref ref;
	struct work_struct work;
	struct io_uring_cmd *cmd;
	bool aborted;
};

static void frob_job_release(struct kref *ref)
{
	struct frob_job *job = container_of(ref, struct frob_job, ref);

	if (!job->aborted)
		io_uring_cmd_done(job->cmd, 0, IO_URING_F_UNLOCKED);
	kfree(job);
} // missed: lost-in-callback

static void frob_job_fn(struct work_struct *work)
{
	struct frob_job *job = container_of(work, struct frob_job, work);

	kref_put(&job->ref, frob_job_release);
}

static int frob_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct frob_job *job = kzalloc(sizeof(*job), GFP_NOWAIT);

	if (!job)
		return -ENOMEM;
	kref_init(&job->ref);
	job->cmd = cmd;
	INIT_WORK(&job->work, frob_job_fn);
	schedule_work(&job->work);
	return -EIOCBQUEUED;
}

static const struct file_operations frob_fops = { .uring_cmd = frob_uring_cmd };
