// about: a request in the memory of the caller carries the flags while the handler runs, and the worker has its own
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct scan_request {
	struct io_uring_cmd *cmd;
	unsigned int issue_flags;
	bool wait;
};

struct scan {
	struct work_struct work;
	struct io_uring_cmd *cmd;
};

static void scan_work(struct work_struct *work)
{
	struct scan *scan = container_of(work, struct scan, work);

	io_uring_cmd_done(scan->cmd, 0, IO_URING_F_UNLOCKED);
	kfree(scan);
}

static int scan_run(struct scan_request *request)
{
	struct scan *scan;

	if (!request->wait) {
		io_uring_cmd_done(request->cmd, 0, request->issue_flags);
		return -EIOCBQUEUED;
	}
	scan = kzalloc(sizeof(*scan), GFP_KERNEL);
	if (!scan)
		return -ENOMEM;
	scan->cmd = request->cmd;
	INIT_WORK(&scan->work, scan_work);
	schedule_work(&scan->work);
	return -EIOCBQUEUED;
}

static int scan_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct scan_request request = { .cmd = cmd, .issue_flags = issue_flags, .wait = cmd->cmd_op };

	return scan_run(&request);
}

static const struct file_operations scan_fops = {
	.uring_cmd = scan_uring_cmd,
};
