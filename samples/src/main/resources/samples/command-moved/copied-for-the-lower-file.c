// about: the command is copied to the stack, and the handler of another file gets the copy
// origin: written for this rule
#include <linux/io_uring/cmd.h>

static int veil_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct file *lower = cmd->file->private_data;
	struct io_uring_cmd copy;

	if (!lower->f_op->uring_cmd)
		return -EOPNOTSUPP;
	copy = *cmd; // expect: command-moved
	return lower->f_op->uring_cmd(&copy, issue_flags);
}

static const struct file_operations veil_fops = { .uring_cmd = veil_uring_cmd };
