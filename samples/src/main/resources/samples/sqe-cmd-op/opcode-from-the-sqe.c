// about: the opcode that is logged is read from the SQE
// origin: written for this rule
#include <linux/io_uring/cmd.h>

static int echo_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	echo_count(cmd->file->private_data, READ_ONCE(cmd->sqe->cmd_op)); // expect: sqe-cmd-op
	return 0;
}

static const struct file_operations echo_fops = { .uring_cmd = echo_uring_cmd };
