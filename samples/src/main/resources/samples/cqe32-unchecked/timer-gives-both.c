// about: a worker gives two results to a command that was taken from a large ring only
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/workqueue.h>

struct weir_job {
	struct work_struct work;
	struct io_uring_cmd *cmd;
	struct weir *weir;
};

static void weir_work(struct work_struct *work)
{
	struct weir_job *job = container_of(work, struct weir_job, work);
	u64 level = weir_level(job->weir);

	io_uring_cmd_done32(job->cmd, 0, level, IO_URING_F_UNLOCKED);
	kfree(job);
}

static int weir_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct weir_job *job;

	if ((issue_flags & IO_URING_F_CQE32) == 0)
		return -EOPNOTSUPP;
	job = kzalloc(sizeof(*job), GFP_NOWAIT);
	if (!job)
		return -ENOMEM;
	INIT_WORK(&job->work, weir_work);
	job->weir = cmd->file->private_data;
	job->cmd = cmd;
	queue_work(system_unbound_wq, &job->work);
	return -EIOCBQUEUED;
}

static const struct file_operations weir_fops = { .uring_cmd = weir_uring_cmd };
