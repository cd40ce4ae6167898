// about: the number goes with a completion
// origin: written for this rule
// kernel: 6.6
#include <linux/io_uring/cmd.h>

#define LEAF_SIZE 32

static int leaf_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	if (!leaf_read(cmd->file, LEAF_SIZE))
		return -EIO;
	io_uring_cmd_done(cmd, LEAF_SIZE, 0, issue_flags);
	return -EIOCBQUEUED;
}

static const struct file_operations leaf_fops = { .uring_cmd = leaf_uring_cmd };
