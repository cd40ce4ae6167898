// about: the handler has a reference of its own to the job that the worker puts; a second job is stopped before it is freed
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/refcount.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct tram_job {
	refcount_t users;
	struct work_struct work;
	struct io_uring_cmd *cmd;
	u32 stops;
};

struct tram {
	u64 stops;
};

static void tram_put(struct tram_job *job)
{
	if (refcount_dec_and_test(&job->users))
		kfree(job);
}

static void tram_drive(struct work_struct *work)
{
	struct tram_job *job = container_of(work, struct tram_job, work);

	io_uring_cmd_done(job->cmd, job->stops, IO_URING_F_UNLOCKED);
	tram_put(job);
}

static int tram_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct tram *tram = cmd->file->private_data;
	struct tram_job *job = kzalloc(sizeof(*job), GFP_KERNEL);

	if (!job)
		return -ENOMEM;
	refcount_set(&job->users, 1);
	INIT_WORK(&job->work, tram_drive);
	job->cmd = cmd;
	job->stops = READ_ONCE(cmd->sqe->len);
	refcount_inc(&job->users);
	queue_work(system_wq, &job->work);
	tram->stops += job->stops;
	tram_put(job);
	return -EIOCBQUEUED;
}

static const struct file_operations tram_fops = { .uring_cmd = tram_uring_cmd };
