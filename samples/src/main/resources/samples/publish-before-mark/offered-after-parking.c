// about: the list that the entry waits on is harmless, the one that it is moved to is searched, and the mark comes after that
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct dock_queue {
	spinlock_t lock;
	struct list_head parked;
	struct list_head ready;
};

struct dock_ent {
	struct list_head list;
	struct dock_queue *queue;
	struct io_uring_cmd *cmd;
};

static void dock_park(struct dock_ent *ent)
{
	spin_lock(&ent->queue->lock);
	list_move(&ent->list, &ent->queue->parked);
	spin_unlock(&ent->queue->lock);
}

static int dock_fetch(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct dock_queue *queue = cmd->file->private_data;
	struct dock_ent *ent = kzalloc(sizeof(*ent), GFP_KERNEL_ACCOUNT);

	if (!ent)
		return -ENOMEM;
	INIT_LIST_HEAD(&ent->list);
	ent->queue = queue;
	ent->cmd = cmd;
	dock_park(ent);
	*(struct dock_ent **)io_uring_cmd_to_pdu(cmd, struct dock_ent *) = ent;
	spin_lock(&queue->lock);
	list_move(&ent->list, &queue->ready);
	spin_unlock(&queue->lock);
	io_uring_cmd_mark_cancelable(cmd, issue_flags); // expect: publish-before-mark
	return -EIOCBQUEUED;
}

static void dock_answer(struct dock_queue *queue, struct dock_ent *ent, unsigned int issue_flags)
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

static int dock_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	if (issue_flags & IO_URING_F_CANCEL) {
		dock_answer(cmd->file->private_data, *(struct dock_ent **)io_uring_cmd_to_pdu(cmd, struct dock_ent *),
			    issue_flags);
		return 0;
	}
	return dock_fetch(cmd, issue_flags);
}

void dock_wake(struct dock_queue *queue)
{
	struct dock_ent *ent = list_first_entry_or_null(&queue->ready, struct dock_ent, list);

	if (ent)
		dock_answer(queue, ent, IO_URING_F_UNLOCKED);
}

void dock_show(struct dock_queue *queue)
{
	struct dock_ent *ent;

	spin_lock(&queue->lock);
	list_for_each_entry(ent, &queue->parked, list)
		pr_info("entry %p waits, command %p\n", ent, ent->cmd);
	spin_unlock(&queue->lock);
}

static const struct file_operations dock_fops = { .uring_cmd = dock_uring_cmd };
