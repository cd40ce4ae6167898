// about: the driver's own function has the name of a method of another language's library, and completes at once
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct sluice_job {
	struct work_struct work;
	struct io_uring_cmd *cmd;
};

struct sluice {
	unsigned int waiting;
};

static void enqueue(struct sluice *sluice, struct sluice_job *job, unsigned int issue_flags)
{
	sluice->waiting++;
	io_uring_cmd_done(job->cmd, 0, issue_flags);
}

static int sluice_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct sluice_job *job = kzalloc(sizeof(*job), GFP_NOWAIT);
	bool flush = cmd->cmd_op == 1;

	if (!job)
		return -ENOMEM;
	job->cmd = cmd;
	enqueue(cmd->file->private_data, job, issue_flags);
	kfree(job);
	if (flush)
		return 0; // expect: double-completion
	return -EIOCBQUEUED;
}

static const struct file_operations sluice_fops = { .uring_cmd = sluice_uring_cmd };
