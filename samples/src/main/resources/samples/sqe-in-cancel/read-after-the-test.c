// about: the payload is read behind the test
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct bell_arg {
	__u16 tag;
	__u16 reserved[3];
};

struct bell_slot {
	spinlock_t lock;
	struct io_uring_cmd *cmd;
};

static void bell_cancel(struct bell_slot *slot, struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	bool mine;

	spin_lock(&slot->lock);
	mine = slot->cmd == cmd;
	if (mine)
		slot->cmd = NULL;
	spin_unlock(&slot->lock);
	if (mine)
		io_uring_cmd_done(cmd, -ECANCELED, issue_flags);
}

static int bell_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	const struct bell_arg *arg = io_uring_sqe_cmd(cmd->sqe, struct bell_arg);
	struct bell_slot *slot = cmd->file->private_data;

	if (issue_flags & IO_URING_F_CANCEL) {
		bell_cancel(slot, cmd, issue_flags);
		return 0;
	}
	if (READ_ONCE(arg->tag))
		return -EINVAL;
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	spin_lock(&slot->lock);
	slot->cmd = cmd;
	spin_unlock(&slot->lock);
	return -EIOCBQUEUED;
}

void bell_ring(struct bell_slot *slot)
{
	struct io_uring_cmd *cmd;

	spin_lock(&slot->lock);
	cmd = slot->cmd;
	slot->cmd = NULL;
	spin_unlock(&slot->lock);
	if (cmd)
		io_uring_cmd_done(cmd, 0, IO_URING_F_UNLOCKED);
}

static const struct file_operations bell_fops = { .uring_cmd = bell_uring_cmd };
