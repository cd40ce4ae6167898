// about: a work item carries the handler's flags to the worker
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct scan {
	struct work_struct work;
	struct io_uring_cmd *cmd;
	unsigned int issue_flags;
};

static void scan_work(struct work_struct *work)
{
	struct scan *scan = container_of(work, struct scan, work);

	io_uring_cmd_done(scan->cmd, 0, scan->issue_flags); // expect: issue-flags-stale
	kfree(scan);
}

static int scan_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct scan *scan = kzalloc(sizeof(*scan), GFP_KERNEL);

	if (!scan)
		return -ENOMEM;
	scan->cmd = cmd;
	scan->issue_flags = issue_flags;
	INIT_WORK(&scan->work, scan_work);
	schedule_work(&scan->work);
	return -EIOCBQUEUED;
}

static const struct file_operations scan_fops = {
	.uring_cmd = scan_uring_cmd,
};
