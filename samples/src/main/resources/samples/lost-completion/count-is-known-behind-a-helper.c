// about: the number of parts is at least one, also behind a helper that does not ask; the other handler did not look at it
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>

#define LATHE_PARTS 8

struct lathe_order {
	u32 count;
	u32 length[LATHE_PARTS];
};

struct lathe {
	spinlock_t lock;
	struct list_head parts;
};

struct lathe_part {
	struct list_head node;
	u32 length;
	int error;
};

struct lathe_job {
	struct io_uring_cmd *cmd;
	u32 count;
	struct lathe_part parts[LATHE_PARTS];
};

static int lathe_prepare(struct lathe_part *part, u32 length)
{
	if (!length)
		return -EINVAL;
	part->length = length;
	return 0;
}

static int lathe_start(struct io_uring_cmd *cmd, struct lathe_order *order, u32 count)
{
	struct lathe_job *job = kzalloc(sizeof(*job), GFP_KERNEL);
	struct lathe *lathe = cmd->file->private_data;
	u32 part;

	if (!job)
		return -ENOMEM;
	job->cmd = cmd;
	job->count = count;
	for (part = 0; part < count; part++) {
		int ret = lathe_prepare(&job->parts[part], order->length[part]);

		if (ret) {
			kfree(job);
			return ret;
		}
	}
	spin_lock(&lathe->lock);
	for (part = 0; part < count; part++)
		list_add_tail(&job->parts[part].node, &lathe->parts);
	spin_unlock(&lathe->lock);
	return -EIOCBQUEUED; // expect: lost-completion
}

static int lathe_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct lathe_order order;
	u32 count;

	if (issue_flags & IO_URING_F_NONBLOCK)
		return -EAGAIN;
	if (copy_from_user(&order, u64_to_user_ptr(READ_ONCE(cmd->sqe->addr)), sizeof(order)))
		return -EFAULT;
	count = order.count;
	if (count == 0 || count > LATHE_PARTS)
		return -EINVAL;
	return lathe_start(cmd, &order, count);
}

static int lathe_old_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct lathe_order order;

	if (issue_flags & IO_URING_F_NONBLOCK)
		return -EAGAIN;
	if (copy_from_user(&order, u64_to_user_ptr(READ_ONCE(cmd->sqe->addr)), sizeof(order)))
		return -EFAULT;
	if (order.count > LATHE_PARTS)
		return -EINVAL;
	return lathe_start(cmd, &order, order.count);
}

static const struct file_operations lathe_fops = { .uring_cmd = lathe_uring_cmd };
static const struct file_operations lathe_old_fops = { .uring_cmd = lathe_old_uring_cmd };
