// about: the handler names the flag where it just saw that the bit is set
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/spinlock.h>

struct gong {
	spinlock_t lock;
	struct io_uring_cmd *cmd;
};

static int gong_wait(struct gong *gong, struct io_uring_cmd *cmd, unsigned int flags)
{
	io_uring_cmd_mark_cancelable(cmd, flags);
	spin_lock(&gong->lock);
	if (gong->cmd) {
		spin_unlock(&gong->lock);
		io_uring_cmd_done(cmd, -EBUSY, flags);
		return -EIOCBQUEUED;
	}
	gong->cmd = cmd;
	spin_unlock(&gong->lock);
	return -EIOCBQUEUED;
}

static int gong_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct gong *gong = cmd->file->private_data;
	bool mine;

	if (issue_flags & IO_URING_F_CANCEL) {
		spin_lock(&gong->lock);
		mine = gong->cmd == cmd;
		if (mine)
			gong->cmd = NULL;
		spin_unlock(&gong->lock);
		if (mine)
			io_uring_cmd_done(cmd, -ECANCELED, issue_flags);
		return 0;
	}
	if (issue_flags & IO_URING_F_UNLOCKED)
		return gong_wait(gong, cmd, IO_URING_F_UNLOCKED);
	return gong_wait(gong, cmd, issue_flags);
}

static const struct file_operations gong_fops = {
	.uring_cmd = gong_uring_cmd,
};
