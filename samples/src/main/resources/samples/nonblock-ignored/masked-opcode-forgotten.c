// about: the opcode that sleeps in the helper is among those that are not sent to io-wq
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/mutex.h>

struct reed {
	struct mutex lock;
	u32 strokes;
};

static void reed_prepare(struct reed *reed, u32 op)
{
	if ((op & 0xff) != 4)
		return;
	mutex_lock(&reed->lock);
	reed->strokes++;
	mutex_unlock(&reed->lock);
}

static int reed_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct reed *reed = cmd->file->private_data;
	u32 op = cmd->cmd_op;

	switch (op & 0xff) {
	case 3:
		if (issue_flags & IO_URING_F_NONBLOCK)
			return -EAGAIN;
		break;
	case 1:
	case 4:
		break;
	default:
		return -ENOTTY;
	}
	reed_prepare(reed, op); // expect: nonblock-ignored
	return 0;
}

static const struct file_operations reed_fops = { .uring_cmd = reed_uring_cmd };
