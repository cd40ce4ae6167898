// about: a setting that is never changed is asked for twice, with the lock between
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct mere {
	spinlock_t lock;
	struct list_head waiting;
	wait_queue_head_t empty;
	bool shallow;
};

struct newt {
	struct list_head node;
	struct io_uring_cmd *cmd;
};

static int mere_wait(struct mere *mere, struct newt *newt)
{
	int ret = -EIOCBQUEUED;

	spin_lock(&mere->lock);
	if (mere->shallow) {
		spin_unlock(&mere->lock);
		kfree(newt);
		return -EOPNOTSUPP;
	}
	list_add_tail(&newt->node, &mere->waiting);
	spin_unlock(&mere->lock);
	spin_lock(&mere->lock);
	if (mere->shallow)
		ret = -ESHUTDOWN;
	spin_unlock(&mere->lock);
	return ret;
}

static int mere_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct newt *newt = kzalloc(sizeof(*newt), GFP_KERNEL);

	if (!newt)
		return -ENOMEM;
	newt->cmd = cmd;
	return mere_wait(cmd->file->private_data, newt);
}

static void mere_drain(struct mere *mere)
{
	struct newt *newt, *next;
	LIST_HEAD(out);

	spin_lock(&mere->lock);
	wake_up(&mere->empty);
	list_splice_init(&mere->waiting, &out);
	spin_unlock(&mere->lock);
	list_for_each_entry_safe(newt, next, &out, node) {
		io_uring_cmd_done(newt->cmd, -ECANCELED, IO_URING_F_UNLOCKED);
		kfree(newt);
	}
}

static int mere_flush(struct file *file, fl_owner_t id)
{
	mere_drain(file->private_data);
	return 0;
}

static const struct file_operations mere_fops = {
	.flush = mere_flush,
	.uring_cmd = mere_uring_cmd,
};
