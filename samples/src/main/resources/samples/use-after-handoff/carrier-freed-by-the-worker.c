// about: the worker frees the job, and the handler looks into it, or frees it, after it was queued
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct ferry_job {
	struct work_struct work;
	struct io_uring_cmd *cmd;
	u32 seats;
};

struct ferry {
	u64 seats;
};

static void ferry_sail(struct work_struct *work)
{
	struct ferry_job *job = container_of(work, struct ferry_job, work);

	io_uring_cmd_done(job->cmd, job->seats, IO_URING_F_UNLOCKED);
	kfree(job);
}

static int ferry_board(struct ferry *ferry, struct io_uring_cmd *cmd, u32 seats)
{
	struct ferry_job *job = kzalloc(sizeof(*job), GFP_KERNEL);

	if (!job)
		return -ENOMEM;
	INIT_WORK(&job->work, ferry_sail);
	job->cmd = cmd;
	job->seats = seats;
	queue_work(system_wq, &job->work);
	ferry->seats += job->seats; // expect: use-after-handoff
	return -EIOCBQUEUED;
}

static int ferry_wait(struct io_uring_cmd *cmd)
{
	struct ferry_job *job = kzalloc(sizeof(*job), GFP_KERNEL);

	if (!job)
		return -ENOMEM;
	INIT_WORK(&job->work, ferry_sail);
	job->cmd = cmd;
	queue_work(system_wq, &job->work);
	kfree(job); // expect: use-after-handoff
	return -EIOCBQUEUED;
}

static int ferry_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct ferry *ferry = cmd->file->private_data;

	if (cmd->cmd_op)
		return ferry_board(ferry, cmd, READ_ONCE(cmd->sqe->len));
	return ferry_wait(cmd);
}

static const struct file_operations ferry_fops = { .uring_cmd = ferry_uring_cmd };
