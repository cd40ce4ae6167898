// about: a worker names both flags, in a constant of the driver
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

#define DIAL_FLAGS	(IO_URING_F_UNLOCKED | IO_URING_F_COMPLETE_DEFER)

struct dial {
	struct work_struct work;
	struct io_uring_cmd *cmd;
};

static void dial_work(struct work_struct *work)
{
	struct dial *dial = container_of(work, struct dial, work);

	io_uring_cmd_done(dial->cmd, 0, DIAL_FLAGS); // expect: deferred-unlocked
	kfree(dial);
}

static int dial_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct dial *dial = kzalloc(sizeof(*dial), GFP_KERNEL);

	if (!dial)
		return -ENOMEM;
	dial->cmd = cmd;
	INIT_WORK(&dial->work, dial_work);
	schedule_work(&dial->work);
	return -EIOCBQUEUED;
}

static const struct file_operations dial_fops = {
	.uring_cmd = dial_uring_cmd,
};
