// about: the PDU keeps whether the call was to wait, and a field that is always the same constant is passed
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct probe {
	struct work_struct work;
	struct io_uring_cmd *cmd;
	unsigned int done_flags;
	bool nowait;
};

static void probe_work(struct work_struct *work)
{
	struct probe *probe = container_of(work, struct probe, work);

	io_uring_cmd_done(probe->cmd, probe->nowait ? -EBUSY : 0, probe->done_flags);
	kfree(probe);
}

static int probe_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct probe *probe = kzalloc(sizeof(*probe), GFP_KERNEL);

	if (!probe)
		return -ENOMEM;
	probe->cmd = cmd;
	probe->nowait = issue_flags & IO_URING_F_NONBLOCK;
	probe->done_flags = IO_URING_F_UNLOCKED;
	INIT_WORK(&probe->work, probe_work);
	schedule_work(&probe->work);
	return -EIOCBQUEUED;
}

static const struct file_operations probe_fops = {
	.uring_cmd = probe_uring_cmd,
};
