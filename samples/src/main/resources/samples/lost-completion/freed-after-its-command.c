// about: nearly the same: a worker completes the commands and keeps the carriers, which the flush frees
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct dock {
	spinlock_t lock;
	struct list_head waiting;
	struct list_head done;
	struct work_struct pull;
};

struct barge {
	struct list_head node;
	struct io_uring_cmd *cmd;
};

static void dock_pull(struct work_struct *work)
{
	struct dock *dock = container_of(work, struct dock, pull);
	struct barge *barge, *next;
	LIST_HEAD(leaving);

	spin_lock(&dock->lock);
	list_splice_init(&dock->waiting, &leaving);
	spin_unlock(&dock->lock);
	list_for_each_entry_safe(barge, next, &leaving, node) {
		io_uring_cmd_done(barge->cmd, 0, IO_URING_F_UNLOCKED);
		spin_lock(&dock->lock);
		list_move(&barge->node, &dock->done);
		spin_unlock(&dock->lock);
	}
}

static int dock_flush(struct file *file, fl_owner_t id)
{
	struct dock *dock = file->private_data;
	struct barge *barge, *next;
	LIST_HEAD(old);

	flush_work(&dock->pull);
	spin_lock(&dock->lock);
	list_splice_init(&dock->done, &old);
	spin_unlock(&dock->lock);
	list_for_each_entry_safe(barge, next, &old, node)
		kfree(barge);
	return 0;
}

static int dock_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct dock *dock = cmd->file->private_data;
	struct barge *barge = kzalloc(sizeof(*barge), GFP_NOWAIT);

	if (!barge)
		return -ENOMEM;
	barge->cmd = cmd;
	spin_lock(&dock->lock);
	list_add_tail(&barge->node, &dock->waiting);
	spin_unlock(&dock->lock);
	schedule_work(&dock->pull);
	return -EIOCBQUEUED;
}

static const struct file_operations dock_fops = {
	.flush = dock_flush,
	.uring_cmd = dock_uring_cmd,
};
