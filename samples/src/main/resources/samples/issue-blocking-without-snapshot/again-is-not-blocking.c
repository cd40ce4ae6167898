// about: the handler asks for another call by `-EAGAIN`, for which the core copies the SQE
// origin: written for this rule
#include <linux/io_uring/cmd.h>

static int trim_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	u64 start = READ_ONCE(cmd->sqe->addr);
	u64 len = READ_ONCE(cmd->sqe->addr3);

	if (issue_flags & IO_URING_F_NONBLOCK)
		return -EAGAIN;
	return trim_range(cmd->file, start, len);
}

static const struct file_operations trim_fops = { .uring_cmd = trim_uring_cmd };
