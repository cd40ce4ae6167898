// about: one error path takes the entry out of the tree again, the other one does not
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/rbtree.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct lane_wait {
	struct rb_node node;
	u64 deadline;
	struct io_uring_cmd *cmd;
};

struct lane {
	spinlock_t lock;
	struct rb_root waits;
	bool closed;
	bool jammed;
};

static bool lane_less(struct rb_node *left, const struct rb_node *right)
{
	return rb_entry(left, struct lane_wait, node)->deadline < rb_entry(right, struct lane_wait, node)->deadline;
}

static int lane_flush(struct file *file, fl_owner_t id)
{
	struct lane *lane = file->private_data;
	struct lane_wait *wait = NULL;
	struct rb_node *first;

	spin_lock(&lane->lock);
	first = rb_first(&lane->waits);
	if (first) {
		wait = rb_entry(first, struct lane_wait, node);
		rb_erase(first, &lane->waits);
	}
	spin_unlock(&lane->lock);
	if (wait) {
		io_uring_cmd_done(wait->cmd, 0, IO_URING_F_UNLOCKED);
		kfree(wait);
	}
	return 0;
}

static int lane_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct lane *lane = cmd->file->private_data;
	struct lane_wait *wait = kzalloc(sizeof(*wait), GFP_KERNEL);

	if (!wait)
		return -ENOMEM;
	wait->cmd = cmd;
	spin_lock(&lane->lock);
	rb_add(&wait->node, &lane->waits, lane_less);
	if (lane->closed) {
		rb_erase(&wait->node, &lane->waits);
		spin_unlock(&lane->lock);
		kfree(wait);
		return -EPIPE;
	}
	spin_unlock(&lane->lock);
	if (lane->jammed)
		return -EIO; // expect: return-after-handoff
	return -EIOCBQUEUED;
}

static const struct file_operations lane_fops = {
	.flush = lane_flush,
	.uring_cmd = lane_uring_cmd,
};
