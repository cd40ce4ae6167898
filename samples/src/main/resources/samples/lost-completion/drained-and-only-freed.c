// about: the flush frees what waits, and the commands in it are forgotten
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct quay {
	spinlock_t lock;
	struct list_head boats;
	struct work_struct tide;
};

struct boat {
	struct list_head node;
	struct io_uring_cmd *cmd;
};

static void quay_take_all(struct quay *quay, struct list_head *out)
{
	spin_lock(&quay->lock);
	list_splice_init(&quay->boats, out);
	spin_unlock(&quay->lock);
}

static void quay_tide(struct work_struct *work)
{
	struct quay *quay = container_of(work, struct quay, tide);
	struct boat *boat, *next;
	LIST_HEAD(leaving);

	quay_take_all(quay, &leaving);
	list_for_each_entry_safe(boat, next, &leaving, node) {
		io_uring_cmd_done(boat->cmd, 0, IO_URING_F_UNLOCKED);
		kfree(boat);
	}
}

static int quay_flush(struct file *file, fl_owner_t id)
{
	struct boat *boat, *next;
	LIST_HEAD(leaving);

	quay_take_all(file->private_data, &leaving);
	list_for_each_entry_safe(boat, next, &leaving, node)
		kfree(boat); // expect: lost-completion
	return 0;
}

static int quay_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct quay *quay = cmd->file->private_data;
	struct boat *boat = kzalloc(sizeof(*boat), GFP_NOWAIT);

	if (!boat)
		return -ENOMEM;
	boat->cmd = cmd;
	spin_lock(&quay->lock);
	list_add_tail(&boat->node, &quay->boats);
	spin_unlock(&quay->lock);
	schedule_work(&quay->tide);
	return -EIOCBQUEUED;
}

static const struct file_operations quay_fops = {
	.flush = quay_flush,
	.uring_cmd = quay_uring_cmd,
};
