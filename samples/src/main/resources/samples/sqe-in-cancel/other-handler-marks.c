// about: the driver has two handlers, and only the other one marks commands
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct horn_slot {
	spinlock_t lock;
	struct io_uring_cmd *cmd;
	u32 tone;
};

static struct io_uring_cmd *horn_take(struct horn_slot *slot, struct io_uring_cmd *only)
{
	struct io_uring_cmd *cmd = NULL;

	spin_lock(&slot->lock);
	if (slot->cmd && (!only || slot->cmd == only)) {
		cmd = slot->cmd;
		slot->cmd = NULL;
	}
	spin_unlock(&slot->lock);
	return cmd;
}

static int horn_wait_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct horn_slot *slot = cmd->file->private_data;

	if (issue_flags & IO_URING_F_CANCEL) {
		struct io_uring_cmd *taken = horn_take(slot, cmd);

		if (taken)
			io_uring_cmd_done(taken, -ECANCELED, issue_flags);
		return 0;
	}
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	spin_lock(&slot->lock);
	slot->cmd = cmd;
	spin_unlock(&slot->lock);
	return -EIOCBQUEUED;
}

static int horn_set_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct horn_slot *slot = cmd->file->private_data;
	struct io_uring_cmd *taken;

	slot->tone = READ_ONCE(cmd->sqe->len);
	taken = horn_take(slot, NULL);
	if (taken)
		io_uring_cmd_complete_in_task(taken, horn_tw);
	return 0;
}

static const struct file_operations horn_wait_fops = { .uring_cmd = horn_wait_uring_cmd };
static const struct file_operations horn_set_fops = { .uring_cmd = horn_set_uring_cmd };
