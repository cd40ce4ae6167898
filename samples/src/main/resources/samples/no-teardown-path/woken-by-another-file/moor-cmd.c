// about: a fetched command ends with the commit of another one, and with nothing else
// origin: written for this rule
#include "moor.h"
#include <linux/fs.h>

static int moor_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct moor *moor = cmd->file->private_data;

	switch (cmd->cmd_op) {
	case 1:
		return moor_fetch(moor, cmd);
	case 2:
		return moor_commit(moor);
	}
	return -EOPNOTSUPP;
}

static const struct file_operations moor_fops = { .uring_cmd = moor_uring_cmd };
