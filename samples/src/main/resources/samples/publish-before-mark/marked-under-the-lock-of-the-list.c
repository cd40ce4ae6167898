// about: the entry is put on the list and marked under the lock that whoever looks for one takes; the order of locks is wrong
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct quay {
	struct mutex lock;
	struct list_head boats;
};

struct boat {
	struct list_head list;
	struct io_uring_cmd *cmd;
};

static int quay_moor(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct quay *quay = cmd->file->private_data;
	struct boat *boat = kzalloc(sizeof(*boat), GFP_KERNEL_ACCOUNT);

	if (!boat)
		return -ENOMEM;
	boat->cmd = cmd;
	*(struct boat **)io_uring_cmd_to_pdu(cmd, struct boat *) = boat;
	/* nobody holds the lock for long */
	mutex_lock(&quay->lock);
	list_add_tail(&boat->list, &quay->boats);
	io_uring_cmd_mark_cancelable(cmd, issue_flags); // expect: done-lock-order
	mutex_unlock(&quay->lock);
	return -EIOCBQUEUED;
}

static void quay_leave(struct quay *quay, struct boat *boat, unsigned int issue_flags)
{
	struct io_uring_cmd *cmd;

	mutex_lock(&quay->lock);
	cmd = boat->cmd;
	boat->cmd = NULL;
	list_del_init(&boat->list);
	mutex_unlock(&quay->lock);
	if (cmd)
		io_uring_cmd_done(cmd, 0, 0, issue_flags);
}

static int quay_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	if (issue_flags & IO_URING_F_CANCEL) {
		quay_leave(cmd->file->private_data, *(struct boat **)io_uring_cmd_to_pdu(cmd, struct boat *), issue_flags);
		return 0;
	}
	return quay_moor(cmd, issue_flags);
}

void quay_call(struct quay *quay)
{
	struct boat *boat;

	mutex_lock(&quay->lock);
	boat = list_first_entry_or_null(&quay->boats, struct boat, list);
	mutex_unlock(&quay->lock);
	if (boat)
		quay_leave(quay, boat, IO_URING_F_UNLOCKED);
}

static const struct file_operations quay_fops = { .uring_cmd = quay_uring_cmd };
