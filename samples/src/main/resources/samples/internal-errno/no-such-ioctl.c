// about: a table of ioctls is shared, and so is its number for an unknown one
// origin: written for this rule
// kernel: 6.12
#include <linux/io_uring/cmd.h>

enum { FROB_OP_RESET = 1, FROB_OP_STATUS };

struct frob {
	u32 status;
};

static int frob_command(struct frob *frob, unsigned int op)
{
	switch (op) {
	case FROB_OP_RESET:
		WRITE_ONCE(frob->status, 0);
		return 0;
	case FROB_OP_STATUS:
		return READ_ONCE(frob->status) ? -EIO : 0;
	}
	return -ENOIOCTLCMD; // missed: internal-errno
}

static int frob_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	return frob_command(cmd->file->private_data, cmd->cmd_op);
}

static const struct file_operations frob_fops = { .uring_cmd = frob_uring_cmd };
