// about: the opcode is noted after the other file has completed the command
// origin: written for this rule
#include "bell.h"
#include <linux/fs.h>

static int bell_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct bell *bell = cmd->file->private_data;

	bell_ring(bell, cmd, issue_flags);
	bell->last_op = cmd->cmd_op; // expect: use-after-completion
	return -EIOCBQUEUED;
}

static const struct file_operations bell_fops = { .uring_cmd = bell_uring_cmd };
