// about: the start says that it has completed the command, and the handler passes that on
// origin: written for this rule
#include "pump.h"
#include <linux/fs.h>

static int pump_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct pump *pump = cmd->file->private_data;

	if (cmd->cmd_op != 1)
		return -EOPNOTSUPP;
	return pump_start(pump, cmd, issue_flags);
}

static const struct file_operations pump_fops = { .uring_cmd = pump_uring_cmd };
