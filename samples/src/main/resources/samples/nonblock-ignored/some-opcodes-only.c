// about: one opcode tests the flag, and another one forgets it
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/mutex.h>

struct safe {
	struct mutex lock;
	u64 code;
};

static int safe_change(struct safe *safe, u64 code)
{
	mutex_lock(&safe->lock);
	safe->code = code;
	mutex_unlock(&safe->lock);
	return 0;
}

static int safe_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct safe *safe = cmd->file->private_data;
	u64 code = READ_ONCE(cmd->sqe->addr);

	switch (cmd->cmd_op) {
	case SAFE_CHANGE:
		if (issue_flags & IO_URING_F_NONBLOCK)
			return -EAGAIN;
		return safe_change(safe, code);
	case SAFE_RESET:
		return safe_change(safe, 0); // expect: nonblock-ignored
	default:
		return -ENOTTY;
	}
}

static const struct file_operations safe_fops = { .uring_cmd = safe_uring_cmd };
