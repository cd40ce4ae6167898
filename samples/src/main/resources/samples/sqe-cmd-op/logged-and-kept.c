// about: the opcode is read from the SQE in two places, in which nothing depends on it
// origin: written for this rule
#include <linux/io_uring/cmd.h>

static int wren_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct wren *wren = cmd->file->private_data;

	wren->last = cmd->sqe->cmd_op; // expect: sqe-cmd-op, sqe-plain-read
	wren_log(wren, READ_ONCE(cmd->sqe->cmd_op)); // expect: sqe-double-fetch
	return 0;
}

static const struct file_operations wren_fops = { .uring_cmd = wren_uring_cmd };
