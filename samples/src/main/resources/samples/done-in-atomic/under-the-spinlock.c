// about: a worker ends all waiting commands under the spinlock of the list, through a helper
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct queue {
	spinlock_t lock;
	struct list_head waiters;
	struct work_struct drain;
};

struct waiter {
	struct list_head node;
	struct io_uring_cmd *cmd;
};

static void waiter_end(struct waiter *waiter, int result)
{
	list_del(&waiter->node);
	io_uring_cmd_done(waiter->cmd, result, IO_URING_F_UNLOCKED);
	kfree(waiter);
}

static void queue_drain(struct work_struct *work)
{
	struct queue *queue = container_of(work, struct queue, drain);
	struct waiter *waiter, *next;

	spin_lock(&queue->lock);
	list_for_each_entry_safe(waiter, next, &queue->waiters, node)
		waiter_end(waiter, -ENODEV); // expect: done-in-atomic
	spin_unlock(&queue->lock);
}

static int queue_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct queue *queue = cmd->file->private_data;
	struct waiter *waiter = kzalloc(sizeof(*waiter), GFP_KERNEL);

	if (!waiter)
		return -ENOMEM;
	waiter->cmd = cmd;
	spin_lock(&queue->lock);
	list_add_tail(&waiter->node, &queue->waiters);
	spin_unlock(&queue->lock);
	return -EIOCBQUEUED;
}

static void queue_init(struct queue *queue)
{
	spin_lock_init(&queue->lock);
	INIT_LIST_HEAD(&queue->waiters);
	INIT_WORK(&queue->drain, queue_drain);
}

static const struct file_operations queue_fops = {
	.uring_cmd = queue_uring_cmd,
};
