// about: the cancel call says that nobody holds the lock that its caller holds
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/spinlock.h>

struct bell {
	spinlock_t lock;
	struct io_uring_cmd *cmd;
};

static void bell_cancel(struct bell *bell, struct io_uring_cmd *cmd)
{
	bool mine;

	spin_lock(&bell->lock);
	mine = bell->cmd == cmd;
	if (mine)
		bell->cmd = NULL;
	spin_unlock(&bell->lock);
	if (mine)
		io_uring_cmd_done(cmd, -ECANCELED, IO_URING_F_UNLOCKED); // expect: issue-flags-wrong-context
}

static int bell_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct bell *bell = cmd->file->private_data;

	if (issue_flags & IO_URING_F_CANCEL) {
		bell_cancel(bell, cmd);
		return 0;
	}
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	spin_lock(&bell->lock);
	if (bell->cmd) {
		spin_unlock(&bell->lock);
		io_uring_cmd_done(cmd, -EBUSY, issue_flags);
		return -EIOCBQUEUED;
	}
	bell->cmd = cmd;
	spin_unlock(&bell->lock);
	return -EIOCBQUEUED;
}

static const struct file_operations bell_fops = {
	.uring_cmd = bell_uring_cmd,
};
