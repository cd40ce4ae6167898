// about: what the core shows is read, and the driver's own flags live elsewhere
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct siren {
	struct file *file;
	u32 flags;
	u32 cmd_op;
};

static int siren_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct siren *siren = cmd->file->private_data;

	if (cmd->flags & IORING_URING_CMD_FIXED)
		return -EINVAL;
	siren->flags |= 1;
	siren->cmd_op = cmd->cmd_op;
	siren->file = cmd->file;
	siren_note(cmd_to_io_kiocb(cmd));
	return 0;
}

static const struct file_operations siren_fops = { .uring_cmd = siren_uring_cmd };
