// about: the handler returns the error of a start that has completed the command already
// origin: written for this rule
#include "pump.h"
#include <linux/fs.h>

static int pump_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct pump *pump = cmd->file->private_data;
	int ret;

	if (cmd->cmd_op != 1)
		return -EOPNOTSUPP;
	ret = pump_start(pump, cmd, issue_flags);
	return ret;
}

static const struct file_operations pump_fops = { .uring_cmd = pump_uring_cmd };
