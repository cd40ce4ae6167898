// about: the worker has the one flag and task work the other, through the same helper
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct crank {
	struct work_struct work;
	struct io_uring_cmd *cmd;
	bool in_task;
};

static void crank_end(struct io_uring_cmd *cmd, unsigned int flags)
{
	io_uring_cmd_done(cmd, 0, flags);
}

static void crank_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	crank_end(io_uring_cmd_from_tw(tw_req), IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static void crank_work(struct work_struct *work)
{
	struct crank *crank = container_of(work, struct crank, work);

	if (crank->in_task)
		io_uring_cmd_complete_in_task(crank->cmd, crank_tw);
	else
		crank_end(crank->cmd, IO_URING_F_UNLOCKED);
	kfree(crank);
}

static int crank_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct crank *crank = kzalloc(sizeof(*crank), GFP_KERNEL);

	if (!crank)
		return -ENOMEM;
	crank->cmd = cmd;
	crank->in_task = !(issue_flags & (IO_URING_F_UNLOCKED | IO_URING_F_COMPLETE_DEFER));
	INIT_WORK(&crank->work, crank_work);
	schedule_work(&crank->work);
	return -EIOCBQUEUED;
}

static const struct file_operations crank_fops = {
	.uring_cmd = crank_uring_cmd,
};
