// about: the entry waits on a list of which only the log asks, until the handler moves it; the mark comes before that
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct ring_queue {
	spinlock_t lock;
	struct list_head parked;
	struct list_head ready;
};

struct ring_ent {
	struct list_head list;
	struct ring_queue *queue;
	struct io_uring_cmd *cmd;
};

static void ring_park(struct ring_ent *ent)
{
	spin_lock(&ent->queue->lock);
	list_move(&ent->list, &ent->queue->parked);
	spin_unlock(&ent->queue->lock);
}

static int ring_fetch(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct ring_queue *queue = cmd->file->private_data;
	struct ring_ent *ent = kzalloc(sizeof(*ent), GFP_KERNEL_ACCOUNT);

	if (!ent)
		return -ENOMEM;
	INIT_LIST_HEAD(&ent->list);
	ent->queue = queue;
	ent->cmd = cmd;
	ring_park(ent);
	*(struct ring_ent **)io_uring_cmd_to_pdu(cmd, struct ring_ent *) = ent;
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	spin_lock(&queue->lock);
	list_move(&ent->list, &queue->ready);
	spin_unlock(&queue->lock);
	return -EIOCBQUEUED;
}

static void ring_answer(struct ring_queue *queue, struct ring_ent *ent, unsigned int issue_flags)
{
	struct io_uring_cmd *cmd;

	spin_lock(&queue->lock);
	cmd = ent->cmd;
	ent->cmd = NULL;
	list_del_init(&ent->list);
	spin_unlock(&queue->lock);
	if (cmd)
		io_uring_cmd_done(cmd, 0, 0, issue_flags);
}

static int ring_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	if (issue_flags & IO_URING_F_CANCEL) {
		ring_answer(cmd->file->private_data, *(struct ring_ent **)io_uring_cmd_to_pdu(cmd, struct ring_ent *),
			    issue_flags);
		return 0;
	}
	return ring_fetch(cmd, issue_flags);
}

void ring_wake(struct ring_queue *queue)
{
	struct ring_ent *ent = list_first_entry_or_null(&queue->ready, struct ring_ent, list);

	if (ent)
		ring_answer(queue, ent, IO_URING_F_UNLOCKED);
}

void ring_show(struct ring_queue *queue)
{
	struct ring_ent *ent;

	spin_lock(&queue->lock);
	list_for_each_entry(ent, &queue->parked, list)
		pr_info("entry %p waits, command %p\n", ent, ent->cmd);
	spin_unlock(&queue->lock);
}

static const struct file_operations ring_fops = { .uring_cmd = ring_uring_cmd };
