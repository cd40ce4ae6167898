// about: the opcode is the one that the core has latched
// origin: written for this rule
#include <linux/io_uring/cmd.h>

static int echo_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	echo_count(cmd->file->private_data, cmd->cmd_op);
	return 0;
}

static const struct file_operations echo_fops = { .uring_cmd = echo_uring_cmd };
