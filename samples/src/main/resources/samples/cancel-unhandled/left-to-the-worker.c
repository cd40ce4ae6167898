// about: the cancel call sets a flag and starts the worker that completes what has it; the other one only wakes readers
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

struct mill_grain {
	struct list_head node;
	struct io_uring_cmd *cmd;
	bool unwanted;
};

struct mill {
	spinlock_t lock;
	struct list_head grains;
	struct work_struct grind;
};

struct mill_pdu {
	struct mill_grain *grain;
};

static void mill_grind(struct work_struct *work)
{
	struct mill *mill = container_of(work, struct mill, grind);
	struct mill_grain *grain, *next;
	LIST_HEAD(out);

	spin_lock(&mill->lock);
	list_for_each_entry_safe(grain, next, &mill->grains, node)
		if (grain->unwanted)
			list_move_tail(&grain->node, &out);
	spin_unlock(&mill->lock);
	while (!list_empty(&out)) {
		grain = list_first_entry(&out, struct mill_grain, node);
		list_del(&grain->node);
		io_uring_cmd_done(grain->cmd, -ECANCELED, IO_URING_F_UNLOCKED);
		kfree(grain);
	}
}

static int mill_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct mill *mill = cmd->file->private_data;
	struct mill_grain *grain;

	if (issue_flags & IO_URING_F_CANCEL) {
		grain = io_uring_cmd_to_pdu(cmd, struct mill_pdu)->grain;
		spin_lock(&mill->lock);
		grain->unwanted = true;
		spin_unlock(&mill->lock);
		queue_work(system_wq, &mill->grind);
		return 0;
	}
	grain = kzalloc(sizeof(*grain), GFP_KERNEL);
	if (!grain)
		return -ENOMEM;
	grain->cmd = cmd;
	io_uring_cmd_to_pdu(cmd, struct mill_pdu)->grain = grain;
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	spin_lock(&mill->lock);
	list_add_tail(&grain->node, &mill->grains);
	spin_unlock(&mill->lock);
	return -EIOCBQUEUED;
}

static int mill_open(struct inode *inode, struct file *file)
{
	struct mill *mill = kzalloc(sizeof(*mill), GFP_KERNEL);

	if (!mill)
		return -ENOMEM;
	spin_lock_init(&mill->lock);
	INIT_LIST_HEAD(&mill->grains);
	INIT_WORK(&mill->grind, mill_grind);
	file->private_data = mill;
	return 0;
}

static const struct file_operations mill_fops = { .open = mill_open, .uring_cmd = mill_uring_cmd };
