// about: the dispatcher knows nothing of the mark that another file makes
// origin: written for this rule
#include "weir.h"
#include <linux/fs.h>

static int weir_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags) // expect: cancel-unhandled
{
	struct weir *weir = cmd->file->private_data;

	switch (cmd->cmd_op) {
	case 1:
		return weir_wait(weir, cmd, issue_flags);
	case 2:
		return weir_wake(weir);
	}
	return -EOPNOTSUPP;
}

static const struct file_operations weir_fops = { .uring_cmd = weir_uring_cmd };
