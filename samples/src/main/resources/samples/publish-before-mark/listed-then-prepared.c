// about: the helper that prepares for cancelation runs when the entry is on its list already
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct frob_entry {
	struct list_head node;
	struct io_uring_cmd *cmd;
};

struct frob_pdu {
	struct frob_entry *entry;
};

struct frob {
	spinlock_t lock;
	struct list_head entries;
};

static void frob_prepare_cancel(struct io_uring_cmd *cmd, struct frob_entry *entry,
				unsigned int issue_flags)
{
	io_uring_cmd_to_pdu(cmd, struct frob_pdu)->entry = entry;
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
}

static void frob_cancel(struct frob *frob, struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct frob_entry *entry = io_uring_cmd_to_pdu(cmd, struct frob_pdu)->entry;
	bool claimed = false;

	spin_lock(&frob->lock);
	if (!list_empty(&entry->node)) {
		list_del_init(&entry->node);
		claimed = true;
	}
	spin_unlock(&frob->lock);
	if (claimed) {
		io_uring_cmd_done(cmd, -ECANCELED, issue_flags);
		kfree(entry);
	}
}

static int frob_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct frob *frob = cmd->file->private_data;
	struct frob_entry *entry;

	if (issue_flags & IO_URING_F_CANCEL) {
		frob_cancel(frob, cmd, issue_flags);
		return 0;
	}

	entry = kzalloc(sizeof(*entry), GFP_NOWAIT);
	if (!entry)
		return -ENOMEM;
	entry->cmd = cmd;
	spin_lock(&frob->lock);
	list_add_tail(&entry->node, &frob->entries);
	spin_unlock(&frob->lock);
	// missed-next: use-after-handoff
	frob_prepare_cancel(cmd, entry, issue_flags); // expect: publish-before-mark
	return -EIOCBQUEUED;
}

static ssize_t frob_write(struct file *file, const char __user *buf, size_t len, loff_t *pos)
{
	struct frob *frob = file->private_data;
	struct frob_entry *entry;

	spin_lock(&frob->lock);
	entry = list_first_entry_or_null(&frob->entries, struct frob_entry, node);
	if (entry)
		list_del_init(&entry->node);
	spin_unlock(&frob->lock);
	if (entry) {
		io_uring_cmd_done(entry->cmd, 0, IO_URING_F_UNLOCKED);
		kfree(entry);
	}
	return len;
}

static const struct file_operations frob_fops = {
	.write = frob_write,
	.uring_cmd = frob_uring_cmd,
};
