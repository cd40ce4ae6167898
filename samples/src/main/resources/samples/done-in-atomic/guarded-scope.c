// about: one worker completes inside of the guarded scope, the other one behind it
// origin: written for this rule
#include <linux/cleanup.h>
#include <linux/io_uring/cmd.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct dock {
	spinlock_t lock;
	struct io_uring_cmd *cmd;
	struct work_struct leave;
	struct work_struct reset;
};

static struct io_uring_cmd *dock_take(struct dock *dock)
{
	guard(spinlock_irqsave)(&dock->lock);
	struct io_uring_cmd *cmd = dock->cmd;

	dock->cmd = NULL;
	return cmd;
}

static void dock_leave(struct work_struct *work)
{
	struct io_uring_cmd *cmd = dock_take(container_of(work, struct dock, leave));

	if (cmd)
		io_uring_cmd_done(cmd, 0, IO_URING_F_UNLOCKED);
}

static void dock_reset(struct work_struct *work)
{
	struct dock *dock = container_of(work, struct dock, reset);

	scoped_guard(spinlock_irqsave, &dock->lock) {
		struct io_uring_cmd *cmd = dock->cmd;

		dock->cmd = NULL;
		if (cmd)
			io_uring_cmd_done(cmd, -ENODEV, IO_URING_F_UNLOCKED); // expect: done-in-atomic
	}
}

static int dock_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct dock *dock = cmd->file->private_data;

	guard(spinlock_irqsave)(&dock->lock);
	if (dock->cmd)
		return -EBUSY;
	dock->cmd = cmd;
	return -EIOCBQUEUED;
}

static void dock_init(struct dock *dock)
{
	spin_lock_init(&dock->lock);
	INIT_WORK(&dock->leave, dock_leave);
	INIT_WORK(&dock->reset, dock_reset);
}

static const struct file_operations dock_fops = {
	.uring_cmd = dock_uring_cmd,
};
