// about: the opcode is noted before the other file completes the command
// origin: written for this rule
#include "bell.h"
#include <linux/fs.h>

static int bell_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct bell *bell = cmd->file->private_data;

	bell->last_op = cmd->cmd_op;
	bell_ring(bell, cmd, issue_flags);
	return -EIOCBQUEUED;
}

static const struct file_operations bell_fops = { .uring_cmd = bell_uring_cmd };
