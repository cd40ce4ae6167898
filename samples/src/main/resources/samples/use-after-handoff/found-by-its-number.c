// about: nobody looks for the number of an entry that was just put into the xarray; a list is walked by whoever comes
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/xarray.h>

struct depot {
	struct xarray parcels;
	spinlock_t lock;
	struct list_head queue;
};

struct depot_parcel {
	struct list_head node;
	struct io_uring_cmd *cmd;
	u32 number;
};

static ssize_t depot_write(struct file *file, const char __user *buf, size_t count, loff_t *pos)
{
	struct depot *depot = file->private_data;
	struct depot_parcel *parcel = xa_erase(&depot->parcels, *pos);

	if (parcel) {
		io_uring_cmd_done(parcel->cmd, 0, IO_URING_F_UNLOCKED);
		kfree(parcel);
	}
	spin_lock(&depot->lock);
	parcel = list_first_entry_or_null(&depot->queue, struct depot_parcel, node);
	if (parcel)
		list_del(&parcel->node);
	spin_unlock(&depot->lock);
	if (parcel) {
		io_uring_cmd_done(parcel->cmd, 0, IO_URING_F_UNLOCKED);
		kfree(parcel);
	}
	return count;
}

static int depot_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct depot *depot = cmd->file->private_data;
	bool listed = cmd->cmd_op == 1;
	struct depot_parcel *parcel;
	u32 number;
	int ret;

	if (issue_flags & IO_URING_F_NONBLOCK)
		return -EAGAIN;
	parcel = kzalloc(sizeof(*parcel), GFP_KERNEL);
	if (!parcel)
		return -ENOMEM;
	parcel->cmd = cmd;
	if (listed) {
		spin_lock(&depot->lock);
		list_add_tail(&parcel->node, &depot->queue);
		spin_unlock(&depot->lock);
		parcel->number = 0; // expect: use-after-handoff
		return -EIOCBQUEUED;
	}
	ret = xa_alloc(&depot->parcels, &number, parcel, xa_limit_31b, GFP_KERNEL);
	if (ret) {
		kfree(parcel);
		return ret;
	}
	parcel->number = number;
	depot_tell(depot, number);
	return -EIOCBQUEUED;
}

static const struct file_operations depot_fops = { .write = depot_write, .uring_cmd = depot_uring_cmd };
