// about: the commands are completed by a work item, wherever they come from, and the hook waits for them
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/workqueue.h>

struct oven_job {
	struct work_struct work;
	struct io_uring_cmd *cmd;
};

static void oven_work(struct work_struct *work)
{
	struct oven_job *job = container_of(work, struct oven_job, work);

	io_uring_cmd_done(job->cmd, 0, IO_URING_F_UNLOCKED);
	kfree(job);
}

static int oven_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags) // expect: iopoll-mismatch
{
	struct oven_job *job = kzalloc(sizeof(*job), GFP_NOWAIT);

	if (!job)
		return -ENOMEM;
	job->cmd = cmd;
	INIT_WORK(&job->work, oven_work);
	schedule_work(&job->work);
	return -EIOCBQUEUED;
}

static int oven_iopoll(struct io_uring_cmd *cmd, struct io_comp_batch *iob, unsigned int poll_flags)
{
	return oven_ready(cmd->file->private_data);
}

static const struct file_operations oven_fops = {
	.uring_cmd = oven_uring_cmd,
	.uring_cmd_iopoll = oven_iopoll,
};
