// about: the command is marked before it goes to the list of the other file
// origin: written for this rule
#include "buoy.h"
#include <linux/fs.h>
#include <linux/slab.h>

static int buoy_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct buoy_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct buoy_pdu);
	struct buoy *buoy = cmd->file->private_data;
	struct buoy_entry *entry;

	if (issue_flags & IO_URING_F_CANCEL) {
		entry = pdu->entry;
		if (buoy_take(buoy, entry)) {
			io_uring_cmd_done(cmd, -ECANCELED, issue_flags);
			kfree(entry);
		}
		return 0;
	}

	entry = kzalloc(sizeof(*entry), GFP_NOWAIT);
	if (!entry)
		return -ENOMEM;
	entry->cmd = cmd;
	pdu->entry = entry;
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	buoy_add(buoy, entry);
	return -EIOCBQUEUED;
}

static ssize_t buoy_write(struct file *file, const char __user *buf, size_t len, loff_t *pos)
{
	struct buoy_entry *entry = buoy_first(file->private_data);

	if (entry) {
		io_uring_cmd_done(entry->cmd, 0, IO_URING_F_UNLOCKED);
		kfree(entry);
	}
	return len;
}

static const struct file_operations buoy_fops = { .write = buoy_write, .uring_cmd = buoy_uring_cmd };
