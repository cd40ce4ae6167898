// about: the number of bytes is returned, which a kernel of 6.6 does not pass on
// origin: written for this rule
// kernel: 6.6
#include <linux/io_uring/cmd.h>

#define LEAF_SIZE 32

static int leaf_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	if (!leaf_read(cmd->file, LEAF_SIZE))
		return -EIO;
	return LEAF_SIZE; // expect: positive-return
}

static const struct file_operations leaf_fops = { .uring_cmd = leaf_uring_cmd };
