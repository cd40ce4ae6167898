// about: the command is in its place where try_cmpxchg() says so, and completed where it does not
// origin: written for this rule
#include <linux/atomic.h>
#include <linux/io_uring/cmd.h>

struct stage {
	struct io_uring_cmd *waiting;
};

static ssize_t stage_write(struct file *file, const char __user *buffer, size_t size, loff_t *position)
{
	struct stage *stage = file->private_data;
	struct io_uring_cmd *cmd = xchg(&stage->waiting, NULL);

	if (cmd)
		io_uring_cmd_done(cmd, 0, IO_URING_F_UNLOCKED);
	return size;
}

static int stage_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct stage *stage = cmd->file->private_data;
	struct io_uring_cmd *nobody = NULL;
	struct io_uring_cmd *own = cmd;

	if (issue_flags & IO_URING_F_CANCEL) {
		if (try_cmpxchg(&stage->waiting, &own, NULL))
			io_uring_cmd_done(cmd, -ECANCELED, issue_flags);
		return 0;
	}
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	if (!try_cmpxchg(&stage->waiting, &nobody, cmd))
		io_uring_cmd_done(cmd, -EBUSY, issue_flags);
	return -EIOCBQUEUED;
}

static const struct file_operations stage_fops = {
	.write = stage_write,
	.uring_cmd = stage_uring_cmd,
};
