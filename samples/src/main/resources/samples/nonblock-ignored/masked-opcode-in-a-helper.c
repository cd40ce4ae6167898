// about: the low byte of the opcode decides twice: whether to refuse, and in a helper whether to sleep
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/mutex.h>

struct loom {
	struct mutex lock;
	u32 threads;
};

static void loom_prepare(struct loom *loom, u32 op)
{
	switch (op & 0xff) {
	case 3:
		mutex_lock(&loom->lock);
		loom->threads++;
		mutex_unlock(&loom->lock);
		break;
	case 2:
		break;
	}
}

static int loom_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct loom *loom = cmd->file->private_data;
	u32 op = cmd->cmd_op;

	switch (op & 0xff) {
	case 3:
		if (issue_flags & IO_URING_F_NONBLOCK)
			return -EAGAIN;
		break;
	case 1:
	case 2:
	case 4:
		break;
	default:
		return -ENOTTY;
	}
	loom_prepare(loom, op);
	return 0;
}

static const struct file_operations loom_fops = { .uring_cmd = loom_uring_cmd };
