// about: what is done depends on the opcode of the SQE: a second read rather than a matter of taste
// origin: written for this rule
#include <linux/io_uring/cmd.h>

static int gate_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct gate *gate = cmd->file->private_data;

	if (cmd->cmd_op > GATE_LAST)
		return -ENOTTY;
	if (READ_ONCE(cmd->sqe->cmd_op) == GATE_OPEN) // expect: sqe-double-fetch
		return gate_open(gate);
	return gate_close(gate);
}

static const struct file_operations gate_fops = { .uring_cmd = gate_uring_cmd };
