// about: the same shape done right: zero from the helper means taken, anything else is returned
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct chan_entry {
	struct list_head node;
	struct io_uring_cmd *cmd;
};

struct chan {
	spinlock_t lock;
	bool closed;
	struct list_head entries;
	struct work_struct work;
};

static void chan_work(struct work_struct *work)
{
	struct chan *chan = container_of(work, struct chan, work);
	struct chan_entry *entry, *next;
	LIST_HEAD(batch);

	spin_lock(&chan->lock);
	list_splice_init(&chan->entries, &batch);
	spin_unlock(&chan->lock);
	list_for_each_entry_safe(entry, next, &batch, node) {
		io_uring_cmd_done(entry->cmd, 0, IO_URING_F_UNLOCKED);
		kfree(entry);
	}
}

static int chan_commit(struct chan *chan, struct io_uring_cmd *cmd)
{
	struct chan_entry *entry = kzalloc(sizeof(*entry), GFP_NOWAIT);

	if (!entry)
		return -ENOMEM;
	entry->cmd = cmd;
	spin_lock(&chan->lock);
	if (chan->closed) {
		spin_unlock(&chan->lock);
		kfree(entry);
		return -ESHUTDOWN;
	}
	list_add_tail(&entry->node, &chan->entries);
	spin_unlock(&chan->lock);
	schedule_work(&chan->work);
	return 0;
}

static int chan_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct chan *chan = cmd->file->private_data;
	int err = chan_commit(chan, cmd);

	if (err) {
		pr_info_once("chan: commit failed: %d\n", err);
		return err;
	}
	return -EIOCBQUEUED;
}

static const struct file_operations chan_fops = { .uring_cmd = chan_uring_cmd };
