// about: the handler does not know that a level above the mark comes after the hand-off
// origin: written for this rule
#include "sluice.h"
#include <linux/fs.h>

static int sluice_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct sluice *sluice = cmd->file->private_data;

	switch (cmd->cmd_op) {
	case 1:
		return sluice_open_gate(sluice, cmd);
	default:
		return -EOPNOTSUPP;
	}
}

static const struct file_operations sluice_fops = { .uring_cmd = sluice_uring_cmd };
