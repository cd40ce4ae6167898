// about: the payload is edited where it lies
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct path_arg {
	__u64 addr;
	__u32 len;
	__u32 prefix;
};

static int path_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct path_arg *arg = (struct path_arg *)io_uring_sqe_cmd(cmd->sqe, struct path_arg);

	arg->len = 0; // expect: sqe-write
	return path_forget(cmd->file->private_data);
}

static const struct file_operations path_fops = { .uring_cmd = path_uring_cmd };
