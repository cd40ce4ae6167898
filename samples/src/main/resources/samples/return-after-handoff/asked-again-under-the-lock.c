// about: the lock is taken twice, and the second test of the flag is thought to be the first
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct pond {
	spinlock_t lock;
	struct list_head waiting;
	bool dry;
};

struct frog {
	struct list_head node;
	struct io_uring_cmd *cmd;
};

static int pond_wait(struct pond *pond, struct frog *frog)
{
	int ret = -EIOCBQUEUED;

	spin_lock(&pond->lock);
	if (pond->dry) {
		spin_unlock(&pond->lock);
		kfree(frog);
		return -ENODEV;
	}
	list_add_tail(&frog->node, &pond->waiting);
	spin_unlock(&pond->lock);
	spin_lock(&pond->lock);
	if (pond->dry)
		ret = -ESHUTDOWN;
	spin_unlock(&pond->lock);
	return ret; // expect: return-after-handoff
}

static int pond_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct frog *frog = kzalloc(sizeof(*frog), GFP_KERNEL);

	if (!frog)
		return -ENOMEM;
	frog->cmd = cmd;
	return pond_wait(cmd->file->private_data, frog);
}

static void pond_drain(struct pond *pond)
{
	struct frog *frog, *next;
	LIST_HEAD(out);

	spin_lock(&pond->lock);
	pond->dry = true;
	list_splice_init(&pond->waiting, &out);
	spin_unlock(&pond->lock);
	list_for_each_entry_safe(frog, next, &out, node) {
		io_uring_cmd_done(frog->cmd, -ECANCELED, IO_URING_F_UNLOCKED);
		kfree(frog);
	}
}

static int pond_flush(struct file *file, fl_owner_t id)
{
	pond_drain(file->private_data);
	return 0;
}

static const struct file_operations pond_fops = {
	.flush = pond_flush,
	.uring_cmd = pond_uring_cmd,
};
