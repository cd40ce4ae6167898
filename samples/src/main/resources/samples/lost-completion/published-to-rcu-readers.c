// about: readers under RCU find what rcu_assign_pointer() stored, and rcu_replace_pointer() takes it out again
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct wire_tap {
	struct rcu_head rcu;
	struct io_uring_cmd *cmd;
};

struct wire {
	spinlock_t lock;
	struct wire_tap __rcu *tap;
};

static int wire_flush(struct file *file, fl_owner_t id)
{
	struct wire *wire = file->private_data;
	struct wire_tap *tap;

	spin_lock(&wire->lock);
	tap = rcu_replace_pointer(wire->tap, NULL, lockdep_is_held(&wire->lock));
	spin_unlock(&wire->lock);
	if (tap) {
		io_uring_cmd_done(tap->cmd, 0, IO_URING_F_UNLOCKED);
		kfree_rcu(tap, rcu);
	}
	return 0;
}

static int wire_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct wire *wire = cmd->file->private_data;
	struct wire_tap *tap = kzalloc(sizeof(*tap), GFP_KERNEL);

	if (!tap)
		return -ENOMEM;
	tap->cmd = cmd;
	spin_lock(&wire->lock);
	if (rcu_access_pointer(wire->tap)) {
		spin_unlock(&wire->lock);
		kfree(tap);
		return -EBUSY;
	}
	rcu_assign_pointer(wire->tap, tap);
	spin_unlock(&wire->lock);
	return -EIOCBQUEUED;
}

static const struct file_operations wire_fops = {
	.flush = wire_flush,
	.uring_cmd = wire_uring_cmd,
};
