// about: the payload is small and names a large structure, which is copied from user space
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct reel_table {
	__u64 entries[32];
};

struct reel_args {
	__u64 table;
	__u32 used;
};

static int reel_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	const struct reel_args *args = io_uring_sqe_cmd(cmd->sqe, struct reel_args);
	struct reel_table table;

	if (issue_flags & IO_URING_F_NONBLOCK)
		return -EAGAIN;
	if (copy_from_user(&table, u64_to_user_ptr(READ_ONCE(args->table)), sizeof(table)))
		return -EFAULT;
	return reel_load(cmd->file->private_data, table.entries[0]);
}

static const struct file_operations reel_fops = { .uring_cmd = reel_uring_cmd };
