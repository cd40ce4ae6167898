// about: the worker has the one flag and task work the other, through the same helper
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct dial {
	struct work_struct work;
	struct io_uring_cmd *cmd;
	bool in_task;
};

static void dial_end(struct io_uring_cmd *cmd, unsigned int flags)
{
	io_uring_cmd_done(cmd, 0, flags);
}

static void dial_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	dial_end(io_uring_cmd_from_tw(tw_req), IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static void dial_work(struct work_struct *work)
{
	struct dial *dial = container_of(work, struct dial, work);

	if (dial->in_task)
		io_uring_cmd_complete_in_task(dial->cmd, dial_tw);
	else
		dial_end(dial->cmd, IO_URING_F_UNLOCKED);
	kfree(dial);
}

static int dial_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct dial *dial = kzalloc(sizeof(*dial), GFP_KERNEL);

	if (!dial)
		return -ENOMEM;
	dial->cmd = cmd;
	dial->in_task = !(issue_flags & (IO_URING_F_UNLOCKED | IO_URING_F_COMPLETE_DEFER));
	INIT_WORK(&dial->work, dial_work);
	schedule_work(&dial->work);
	return -EIOCBQUEUED;
}

static const struct file_operations dial_fops = {
	.uring_cmd = dial_uring_cmd,
};
