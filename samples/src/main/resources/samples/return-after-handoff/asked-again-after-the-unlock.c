// about: the state is asked for again when the lock is gone, and by then somebody may have the command
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct ferry {
	spinlock_t lock;
	struct list_head waiting;
	bool moored;
};

struct fare {
	struct list_head node;
	struct io_uring_cmd *cmd;
};

static int ferry_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct ferry *ferry = cmd->file->private_data;
	struct fare *fare = kzalloc(sizeof(*fare), GFP_NOWAIT);

	if (!fare)
		return -ENOMEM;
	fare->cmd = cmd;
	spin_lock(&ferry->lock);
	if (!ferry->moored) {
		spin_unlock(&ferry->lock);
		kfree(fare);
		return -ENOTCONN;
	}
	list_add_tail(&fare->node, &ferry->waiting);
	spin_unlock(&ferry->lock);
	if (!READ_ONCE(ferry->moored))
		return -ENOTCONN; // expect: return-after-handoff
	return -EIOCBQUEUED;
}

static ssize_t ferry_write(struct file *file, const char __user *buf, size_t len, loff_t *pos)
{
	struct ferry *ferry = file->private_data;
	struct fare *fare;

	spin_lock(&ferry->lock);
	fare = list_first_entry_or_null(&ferry->waiting, struct fare, node);
	if (fare)
		list_del(&fare->node);
	spin_unlock(&ferry->lock);
	if (fare) {
		io_uring_cmd_done(fare->cmd, 0, IO_URING_F_UNLOCKED);
		kfree(fare);
	}
	return len;
}

static const struct file_operations ferry_fops = { .uring_cmd = ferry_uring_cmd, .write = ferry_write };
