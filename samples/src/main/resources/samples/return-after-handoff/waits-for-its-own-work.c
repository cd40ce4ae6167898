// about: the work item never sees the command; the handler waits for it, so a result may be returned
// origin: written for this rule
#include <linux/completion.h>
#include <linux/io_uring/cmd.h>
#include <linux/workqueue.h>

struct chan_sync {
	struct work_struct work;
	struct completion done;
	int ret;
};

static void chan_sync_fn(struct work_struct *work)
{
	struct chan_sync *sync = container_of(work, struct chan_sync, work);

	sync->ret = 0;
	complete(&sync->done);
}

static int chan_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct chan_sync sync;

	if (issue_flags & IO_URING_F_NONBLOCK)
		return -EAGAIN;
	sync.ret = -EIO;
	init_completion(&sync.done);
	INIT_WORK_ONSTACK(&sync.work, chan_sync_fn);
	schedule_work(&sync.work);
	wait_for_completion(&sync.done);
	destroy_work_on_stack(&sync.work);
	return sync.ret;
}

static const struct file_operations chan_fops = { .uring_cmd = chan_uring_cmd };
