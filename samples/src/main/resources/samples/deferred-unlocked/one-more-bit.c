// about: the handler adds the flag for unlocked code to the flags of the core
// origin: written for this rule
#include <linux/io_uring/cmd.h>

static int knob_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	if (!cmd->cmd_op)
		return -EINVAL;
	io_uring_cmd_done(cmd, 0, issue_flags | IO_URING_F_UNLOCKED); // expect: deferred-unlocked
	return -EIOCBQUEUED;
}

static const struct file_operations knob_fops = {
	.uring_cmd = knob_uring_cmd,
};
