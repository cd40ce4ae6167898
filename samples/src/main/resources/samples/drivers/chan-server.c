// about: entries with states on lists, zero for "kept", dispatch by task work, cancel, and a worker that tears down
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/module.h>
#include <linux/workqueue.h>

enum { CHAN_OP_REGISTER = 1, CHAN_OP_COMMIT_AND_FETCH };

enum chan_state {
	CHAN_COMMIT,		/* the server's answer is being read */
	CHAN_AVAILABLE,		/* the command waits for a message */
	CHAN_DISPATCHED,	/* task work is pending */
	CHAN_USERSPACE,		/* the server works on a message */
};

struct chan_message {
	struct list_head node;
	u64 id;
	int error;
	struct completion done;
};

struct chan_entry {
	struct list_head node;
	struct chan_queue *queue;
	enum chan_state state;
	struct io_uring_cmd *cmd;
	struct chan_message *message;
};

struct chan_queue {
	spinlock_t lock;
	bool stopped;
	struct list_head available;	/* entries */
	struct list_head busy;		/* entries */
	struct list_head messages;
	struct work_struct teardown;
};

struct chan_commit {
	__u64 id;
	__s32 error;
	__u32 flags;
};

struct chan_pdu {
	struct chan_entry *entry;
};

static void chan_set_entry(struct io_uring_cmd *cmd, struct chan_entry *entry)
{
	io_uring_cmd_to_pdu(cmd, struct chan_pdu)->entry = entry;
}

static struct chan_entry *chan_entry_of(struct io_uring_cmd *cmd)
{
	return io_uring_cmd_to_pdu(cmd, struct chan_pdu)->entry;
}

static void chan_prepare_cancel(struct io_uring_cmd *cmd, int issue_flags, struct chan_entry *entry)
{
	chan_set_entry(cmd, entry);
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
}

static void chan_end_message(struct chan_message *message, int error)
{
	message->error = error;
	complete(&message->done);
}

/* Completes the command of an entry that has got a message. */
static void chan_send(struct chan_entry *entry, int error, unsigned int issue_flags)
{
	struct chan_queue *queue = entry->queue;
	struct io_uring_cmd *cmd;

	spin_lock(&queue->lock);
	cmd = entry->cmd;
	entry->cmd = NULL;
	entry->state = CHAN_USERSPACE;
	spin_unlock(&queue->lock);

	io_uring_cmd_done(cmd, error, issue_flags);
}

/* Gives the entry the next message, or makes it available when there is none. */
static bool chan_next_message(struct chan_entry *entry)
{
	struct chan_queue *queue = entry->queue;
	struct chan_message *message;

	spin_lock(&queue->lock);
	message = list_first_entry_or_null(&queue->messages, struct chan_message, node);
	entry->message = message;
	if (message) {
		list_del_init(&message->node);
		entry->state = CHAN_DISPATCHED;
		list_move(&entry->node, &queue->busy);
	} else {
		entry->state = CHAN_AVAILABLE;
		list_move(&entry->node, &queue->available);
	}
	spin_unlock(&queue->lock);
	return message != NULL;
}

static void chan_send_in_task(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct chan_entry *entry = chan_entry_of(cmd);
	unsigned int issue_flags = IO_URING_CMD_TASK_WORK_ISSUE_FLAGS;
	struct chan_message *message = entry->message;
	int error = 0;

	if (tw.cancel) {
		error = -ECANCELED;
		entry->message = NULL;
		if (message)
			chan_end_message(message, error);
	} else if (!message && !chan_next_message(entry)) {
		/* the entry is available again, and its command still in it */
		return;
	}
	chan_send(entry, error, issue_flags);
}

static void chan_dispatch(struct chan_queue *queue, struct chan_message *message)
{
	struct chan_entry *entry;

	spin_lock(&queue->lock);
	entry = list_first_entry_or_null(&queue->available, struct chan_entry, node);
	if (entry) {
		entry->state = CHAN_DISPATCHED;
		entry->message = message;
		list_move(&entry->node, &queue->busy);
		io_uring_cmd_complete_in_task(entry->cmd, chan_send_in_task);
	} else {
		list_add_tail(&message->node, &queue->messages);
	}
	spin_unlock(&queue->lock);
}

int chan_call(struct chan_queue *queue, u64 id)
{
	struct chan_message message = { .id = id };

	init_completion(&message.done);
	chan_dispatch(queue, &message);
	wait_for_completion(&message.done);
	return message.error;
}

static void chan_cancel(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct chan_entry *entry = chan_entry_of(cmd);
	struct chan_queue *queue = entry->queue;
	bool need_done = false;

	spin_lock(&queue->lock);
	if (entry->state == CHAN_AVAILABLE) {
		list_del_init(&entry->node);
		entry->cmd = NULL;
		need_done = true;
	}
	spin_unlock(&queue->lock);

	if (need_done) {
		/* no queue lock here: the ring's lock is the outer one */
		io_uring_cmd_done(cmd, -ENOTCONN, issue_flags);
		kfree(entry);
	}
}

/* Returns zero when the command is kept. */
static int chan_register(struct chan_queue *queue, struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct chan_entry *entry;

	if (READ_ONCE(queue->stopped))
		return -ESHUTDOWN;
	entry = kzalloc(sizeof(*entry), GFP_NOWAIT);
	if (!entry)
		return -ENOMEM;
	entry->queue = queue;
	entry->state = CHAN_COMMIT;
	INIT_LIST_HEAD(&entry->node);
	chan_prepare_cancel(cmd, issue_flags, entry);

	spin_lock(&queue->lock);
	entry->cmd = cmd;
	entry->state = CHAN_AVAILABLE;
	list_add_tail(&entry->node, &queue->available);
	spin_unlock(&queue->lock);
	return 0;
}

/* Returns zero when the command is kept, or already completed with the next message. */
static int chan_commit_and_fetch(struct chan_queue *queue, struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	const struct chan_commit *commit = io_uring_sqe_cmd(cmd->sqe, struct chan_commit);
	u64 id = READ_ONCE(commit->id);
	int error = READ_ONCE(commit->error);
	struct chan_entry *entry, *found = NULL;
	struct chan_message *message;

	spin_lock(&queue->lock);
	list_for_each_entry(entry, &queue->busy, node) {
		if (entry->state == CHAN_USERSPACE && entry->message && entry->message->id == id) {
			found = entry;
			found->state = CHAN_COMMIT;
			break;
		}
	}
	spin_unlock(&queue->lock);
	if (!found)
		return -ENOENT;

	message = found->message;
	found->message = NULL;
	chan_end_message(message, error);

	chan_prepare_cancel(cmd, issue_flags, found);
	spin_lock(&queue->lock);
	found->cmd = cmd;
	spin_unlock(&queue->lock);
	if (chan_next_message(found))
		chan_send(found, 0, issue_flags);
	return 0;
}

static int chan_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct chan_queue *queue = cmd->file->private_data;
	int err;

	if (unlikely(issue_flags & IO_URING_F_CANCEL)) {
		chan_cancel(cmd, issue_flags);
		return 0;
	}

	switch (cmd->cmd_op) {
	case CHAN_OP_REGISTER:
		err = chan_register(queue, cmd, issue_flags);
		if (err) {
			pr_info_once("chan: register failed: %d\n", err);
			return err;
		}
		break;
	case CHAN_OP_COMMIT_AND_FETCH:
		err = chan_commit_and_fetch(queue, cmd, issue_flags);
		if (err)
			return err;
		break;
	default:
		return -EOPNOTSUPP;
	}
	return -EIOCBQUEUED;
}

static void chan_entry_teardown(struct chan_entry *entry)
{
	struct chan_queue *queue = entry->queue;
	struct io_uring_cmd *cmd;

	spin_lock(&queue->lock);
	cmd = entry->cmd;
	entry->cmd = NULL;
	spin_unlock(&queue->lock);

	if (cmd)
		io_uring_cmd_done(cmd, -ENOTCONN, IO_URING_F_UNLOCKED);
	kfree(entry);
}

static void chan_teardown(struct work_struct *work)
{
	struct chan_queue *queue = container_of(work, struct chan_queue, teardown);
	struct chan_entry *entry, *next;
	LIST_HEAD(entries);

	spin_lock(&queue->lock);
	queue->stopped = true;
	list_for_each_entry_safe(entry, next, &queue->available, node) {
		entry->state = CHAN_USERSPACE;
		list_move(&entry->node, &entries);
	}
	spin_unlock(&queue->lock);

	list_for_each_entry_safe(entry, next, &entries, node) {
		list_del_init(&entry->node);
		chan_entry_teardown(entry);
	}
}

static int chan_flush(struct file *file, fl_owner_t id)
{
	struct chan_queue *queue = file->private_data;

	schedule_work(&queue->teardown);
	return 0;
}

static int chan_open(struct inode *inode, struct file *file)
{
	struct chan_queue *queue = kzalloc(sizeof(*queue), GFP_KERNEL);

	if (!queue)
		return -ENOMEM;
	spin_lock_init(&queue->lock);
	INIT_LIST_HEAD(&queue->available);
	INIT_LIST_HEAD(&queue->busy);
	INIT_LIST_HEAD(&queue->messages);
	INIT_WORK(&queue->teardown, chan_teardown);
	file->private_data = queue;
	return 0;
}

static int chan_release(struct inode *inode, struct file *file)
{
	struct chan_queue *queue = file->private_data;
	struct chan_entry *entry, *next;

	flush_work(&queue->teardown);
	list_for_each_entry_safe(entry, next, &queue->busy, node)
		kfree(entry);
	kfree(queue);
	return 0;
}

static const struct file_operations chan_fops = {
	.owner = THIS_MODULE,
	.open = chan_open,
	.flush = chan_flush,
	.release = chan_release,
	.uring_cmd = chan_uring_cmd,
};
