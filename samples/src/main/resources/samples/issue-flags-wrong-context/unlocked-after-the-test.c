// about: the handler names the flag where it just saw that the bit is set
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/spinlock.h>

struct bell {
	spinlock_t lock;
	struct io_uring_cmd *cmd;
};

static int bell_wait(struct bell *bell, struct io_uring_cmd *cmd, unsigned int flags)
{
	io_uring_cmd_mark_cancelable(cmd, flags);
	spin_lock(&bell->lock);
	if (bell->cmd) {
		spin_unlock(&bell->lock);
		io_uring_cmd_done(cmd, -EBUSY, flags);
		return -EIOCBQUEUED;
	}
	bell->cmd = cmd;
	spin_unlock(&bell->lock);
	return -EIOCBQUEUED;
}

static int bell_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct bell *bell = cmd->file->private_data;
	bool mine;

	if (issue_flags & IO_URING_F_CANCEL) {
		spin_lock(&bell->lock);
		mine = bell->cmd == cmd;
		if (mine)
			bell->cmd = NULL;
		spin_unlock(&bell->lock);
		if (mine)
			io_uring_cmd_done(cmd, -ECANCELED, issue_flags);
		return 0;
	}
	if (issue_flags & IO_URING_F_UNLOCKED)
		return bell_wait(bell, cmd, IO_URING_F_UNLOCKED);
	return bell_wait(bell, cmd, issue_flags);
}

static const struct file_operations bell_fops = {
	.uring_cmd = bell_uring_cmd,
};
