// about: the payload pointer is kept for the worker
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/workqueue.h>

struct scan_arg {
	__u64 start;
	__u64 end;
};

struct scan_job {
	struct work_struct work;
	struct io_uring_cmd *cmd;
	const struct scan_arg *arg;
};

static void scan_work(struct work_struct *work)
{
	struct scan_job *job = container_of(work, struct scan_job, work);
	int ret = scan_range(job->cmd->file, job->arg);

	io_uring_cmd_done(job->cmd, ret, IO_URING_F_UNLOCKED);
	kfree(job);
}

static int scan_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct scan_job *job = kzalloc(sizeof(*job), GFP_KERNEL);

	if (!job)
		return -ENOMEM;
	INIT_WORK(&job->work, scan_work);
	job->cmd = cmd;
	job->arg = io_uring_sqe_cmd(cmd->sqe, struct scan_arg); // expect: sqe-used-late
	schedule_work(&job->work);
	return -EIOCBQUEUED;
}

static const struct file_operations scan_fops = { .uring_cmd = scan_uring_cmd };
