// about: a worker unregisters a buffer under the mutex of the handler; no command is cancelable
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct forge {
	struct mutex lock;
	unsigned int users;
};

struct forge_job {
	struct work_struct work;
	struct forge *forge;
	struct io_uring_cmd *cmd;
};

static void forge_work(struct work_struct *work)
{
	struct forge_job *job = container_of(work, struct forge_job, work);
	int ret;

	mutex_lock(&job->forge->lock);
	job->forge->users--;
	ret = io_buffer_unregister(job->cmd, 0, IO_URING_F_UNLOCKED); // expect: done-lock-order
	mutex_unlock(&job->forge->lock);
	io_uring_cmd_done(job->cmd, ret, IO_URING_F_UNLOCKED);
	kfree(job);
}

static int forge_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct forge *forge = cmd->file->private_data;
	struct forge_job *job = kzalloc(sizeof(*job), GFP_KERNEL);

	if (!job)
		return -ENOMEM;
	/* Held for a few instructions, and nothing sleeps under it here. */
	mutex_lock(&forge->lock);
	forge->users++;
	mutex_unlock(&forge->lock);
	job->forge = forge;
	job->cmd = cmd;
	INIT_WORK(&job->work, forge_work);
	schedule_work(&job->work);
	return -EIOCBQUEUED;
}

static const struct file_operations forge_fops = {
	.uring_cmd = forge_uring_cmd,
};
