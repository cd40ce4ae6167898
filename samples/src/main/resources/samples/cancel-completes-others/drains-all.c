// about: a cancel call completes every command that is listed
// origin: written for this rule
// kernel: 7.1
#include <linux/io_uring/cmd.h>
#include <linux/list.h>

struct queue_wait {
	struct list_head node;
	struct io_uring_cmd *cmd;
};

struct queue {
	spinlock_t lock;
	struct list_head waits;
};

static void queue_cancel(struct queue *queue, unsigned int issue_flags)
{
	struct queue_wait *wait, *next;
	LIST_HEAD(taken);

	spin_lock(&queue->lock);
	list_splice_init(&queue->waits, &taken);
	spin_unlock(&queue->lock);
	list_for_each_entry_safe(wait, next, &taken, node) {
		list_del(&wait->node);
		io_uring_cmd_done(wait->cmd, -ECANCELED, issue_flags); // expect: cancel-completes-others
		kfree(wait);
	}
}

static int queue_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct queue *queue = cmd->file->private_data;
	struct queue_wait *wait;

	if (issue_flags & IO_URING_F_CANCEL) {
		queue_cancel(queue, issue_flags);
		return 0;
	}
	wait = kzalloc(sizeof(*wait), GFP_KERNEL);
	if (!wait)
		return -ENOMEM;
	wait->cmd = cmd;
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	spin_lock(&queue->lock);
	list_add_tail(&wait->node, &queue->waits);
	spin_unlock(&queue->lock);
	return -EIOCBQUEUED;
}

static const struct file_operations queue_fops = { .uring_cmd = queue_uring_cmd };
