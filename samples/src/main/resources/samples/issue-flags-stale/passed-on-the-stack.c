// about: a request in the memory of the caller carries the flags while the handler runs, and the worker has its own
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct sweep_request {
	struct io_uring_cmd *cmd;
	unsigned int issue_flags;
	bool wait;
};

struct sweep {
	struct work_struct work;
	struct io_uring_cmd *cmd;
};

static void sweep_work(struct work_struct *work)
{
	struct sweep *sweep = container_of(work, struct sweep, work);

	io_uring_cmd_done(sweep->cmd, 0, IO_URING_F_UNLOCKED);
	kfree(sweep);
}

static int sweep_run(struct sweep_request *request)
{
	struct sweep *sweep;

	if (!request->wait) {
		io_uring_cmd_done(request->cmd, 0, request->issue_flags);
		return -EIOCBQUEUED;
	}
	sweep = kzalloc(sizeof(*sweep), GFP_KERNEL);
	if (!sweep)
		return -ENOMEM;
	sweep->cmd = request->cmd;
	INIT_WORK(&sweep->work, sweep_work);
	schedule_work(&sweep->work);
	return -EIOCBQUEUED;
}

static int sweep_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct sweep_request request = {
		.cmd = cmd,
		.issue_flags = issue_flags,
		.wait = cmd->cmd_op,
	};

	return sweep_run(&request);
}

static const struct file_operations sweep_fops = {
	.uring_cmd = sweep_uring_cmd,
};
