// about: whoever drops the last reference completes the command; the others rightly do nothing with it
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/kref.h>
#include <linux/workqueue.h>

struct frob_job {
	struct kref ref;
	struct work_struct read, write;
	struct io_uring_cmd *cmd;
	int error;
};

static void frob_job_release(struct kref *ref)
{
	struct frob_job *job = container_of(ref, struct frob_job, ref);

	io_uring_cmd_done(job->cmd, job->error, IO_URING_F_UNLOCKED);
	kfree(job);
}

static void frob_read_fn(struct work_struct *work)
{
	struct frob_job *job = container_of(work, struct frob_job, read);

	kref_put(&job->ref, frob_job_release);
}

static void frob_write_fn(struct work_struct *work)
{
	struct frob_job *job = container_of(work, struct frob_job, write);

	kref_put(&job->ref, frob_job_release);
}

static int frob_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct frob_job *job = kzalloc(sizeof(*job), GFP_NOWAIT);

	if (!job)
		return -ENOMEM;
	kref_init(&job->ref);
	kref_get(&job->ref);
	job->cmd = cmd;
	INIT_WORK(&job->read, frob_read_fn);
	INIT_WORK(&job->write, frob_write_fn);
	schedule_work(&job->read);
	schedule_work(&job->write);
	return -EIOCBQUEUED;
}

static const struct file_operations frob_fops = { .uring_cmd = frob_uring_cmd };
