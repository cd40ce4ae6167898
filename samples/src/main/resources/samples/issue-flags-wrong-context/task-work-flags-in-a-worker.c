// about: the constant for task work is passed by a worker of a queue
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct etch {
	struct work_struct work;
	struct io_uring_cmd *cmd;
};

static void etch_end(struct etch *etch, int result, unsigned int flags)
{
	struct io_uring_cmd *cmd = etch->cmd;

	kfree(etch);
	io_uring_cmd_done(cmd, result, flags);
}

static void etch_work(struct work_struct *work)
{
	struct etch *etch = container_of(work, struct etch, work);

	etch_end(etch, 0, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS); // expect: issue-flags-wrong-context
}

static int etch_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct etch *etch = kzalloc(sizeof(*etch), GFP_KERNEL);

	if (!etch)
		return -ENOMEM;
	etch->cmd = cmd;
	INIT_WORK(&etch->work, etch_work);
	schedule_work(&etch->work);
	return -EIOCBQUEUED;
}

static const struct file_operations etch_fops = {
	.uring_cmd = etch_uring_cmd,
};
