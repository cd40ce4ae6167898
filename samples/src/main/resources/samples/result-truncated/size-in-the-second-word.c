// about: the size goes into the second word of a large CQE, and the result says that it is there
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct crate {
	u64 bytes;
};

static int crate_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct crate *crate = cmd->file->private_data;

	if (!(issue_flags & IO_URING_F_CQE32))
		return -EINVAL;
	io_uring_cmd_done32(cmd, 0, crate->bytes, issue_flags);
	return -EIOCBQUEUED;
}

static const struct file_operations crate_fops = { .uring_cmd = crate_uring_cmd };
