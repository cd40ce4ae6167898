// about: sections that forbid to sleep keep nobody out: they are no claim, and nothing may be completed in them
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/rcupdate.h>
#include <linux/workqueue.h>

struct cellar {
	struct io_uring_cmd *first;
	struct io_uring_cmd *second;
	struct work_struct reader;
	struct work_struct masked;
	struct work_struct guarded;
};

static void cellar_read(struct work_struct *work)
{
	struct cellar *cellar = container_of(work, struct cellar, reader);
	struct io_uring_cmd *cmd;

	rcu_read_lock();
	cmd = xchg(&cellar->first, NULL);
	if (cmd)
		io_uring_cmd_done(cmd, 0, IO_URING_F_UNLOCKED); // expect: done-in-atomic
	rcu_read_unlock();
}

static void cellar_mask(struct work_struct *work)
{
	struct cellar *cellar = container_of(work, struct cellar, masked);
	struct io_uring_cmd *cmd;
	unsigned long flags;

	local_irq_save(flags);
	cmd = xchg(&cellar->second, NULL);
	local_irq_restore(flags);
	if (cmd)
		io_uring_cmd_done(cmd, 0, IO_URING_F_UNLOCKED);
}

static void cellar_guard(struct work_struct *work)
{
	struct cellar *cellar = container_of(work, struct cellar, guarded);
	struct io_uring_cmd *cmd = xchg(&cellar->second, NULL);

	if (!cmd)
		return;
	if (cmd->cmd_op == 1) {
		guard(preempt)();
		io_uring_cmd_done(cmd, 0, IO_URING_F_UNLOCKED); // expect: done-in-atomic
	} else {
		io_uring_cmd_done(cmd, -EINVAL, IO_URING_F_UNLOCKED);
	}
}

static int cellar_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct cellar *cellar = cmd->file->private_data;

	if (cmpxchg(cmd->cmd_op == 1 ? &cellar->first : &cellar->second, NULL, cmd))
		return -EBUSY;
	schedule_work(&cellar->reader);
	return -EIOCBQUEUED;
}

static int cellar_open(struct inode *inode, struct file *file)
{
	struct cellar *cellar = container_of(inode->i_cdev, struct cellar_device, cdev)->cellar;

	INIT_WORK(&cellar->reader, cellar_read);
	INIT_WORK(&cellar->masked, cellar_mask);
	INIT_WORK(&cellar->guarded, cellar_guard);
	file->private_data = cellar;
	return 0;
}

static const struct file_operations cellar_fops = {
	.open = cellar_open,
	.uring_cmd = cellar_uring_cmd,
};
