// about: a worker unregisters a buffer under the mutex of the handler; no command is cancelable
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct press {
	struct mutex lock;
	unsigned int users;
};

struct press_job {
	struct work_struct work;
	struct press *press;
	struct io_uring_cmd *cmd;
};

static void press_work(struct work_struct *work)
{
	struct press_job *job = container_of(work, struct press_job, work);
	int ret;

	mutex_lock(&job->press->lock);
	job->press->users--;
	ret = io_buffer_unregister(job->cmd, 0, IO_URING_F_UNLOCKED); // expect: done-lock-order
	mutex_unlock(&job->press->lock);
	io_uring_cmd_done(job->cmd, ret, IO_URING_F_UNLOCKED);
	kfree(job);
}

static int press_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct press *press = cmd->file->private_data;
	struct press_job *job = kzalloc(sizeof(*job), GFP_KERNEL);

	if (!job)
		return -ENOMEM;
	mutex_lock(&press->lock);
	press->users++;
	mutex_unlock(&press->lock);
	job->press = press;
	job->cmd = cmd;
	INIT_WORK(&job->work, press_work);
	schedule_work(&job->work);
	return -EIOCBQUEUED;
}

static const struct file_operations press_fops = {
	.uring_cmd = press_uring_cmd,
};
