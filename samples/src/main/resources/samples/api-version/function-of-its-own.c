// about: the driver brings the accessor itself that this kernel does not have
// origin: written for this rule
// kernel: 6.4
#include <linux/io_uring.h>

struct lock_args {
	__u32 chamber;
};

static inline const void *io_uring_sqe_cmd(const struct io_uring_cmd *cmd)
{
	return cmd->cmd;
}

static int lock_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	const struct lock_args *args = io_uring_sqe_cmd(cmd);

	return lock_fill(cmd->file->private_data, READ_ONCE(args->chamber));
}

static const struct file_operations lock_fops = { .uring_cmd = lock_uring_cmd };
