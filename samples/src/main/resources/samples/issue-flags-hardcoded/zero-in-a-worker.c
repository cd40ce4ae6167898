// about: a worker says that it holds the lock of the ring
// origin: written for this rule
// kernel: 6.6
#include <linux/io_uring.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct erase {
	struct work_struct work;
	struct io_uring_cmd *cmd;
	unsigned int sector;
};

static void erase_work(struct work_struct *work)
{
	struct erase *erase = container_of(work, struct erase, work);

	io_uring_cmd_done(erase->cmd, erase->sector, 0, 0); // expect: issue-flags-hardcoded
	kfree(erase);
}

static int erase_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct erase *erase = kzalloc(sizeof(*erase), GFP_KERNEL);

	if (!erase)
		return -ENOMEM;
	erase->cmd = cmd;
	erase->sector = cmd->cmd_op;
	INIT_WORK(&erase->work, erase_work);
	queue_work(system_wq, &erase->work);
	return -EIOCBQUEUED;
}

static const struct file_operations erase_fops = {
	.uring_cmd = erase_uring_cmd,
};
