// about: a copy on the stack is edited
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct path_arg {
	__u64 addr;
	__u32 len;
	__u32 prefix;
};

static int path_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct path_arg arg;

	memcpy(&arg, io_uring_sqe_cmd(cmd->sqe, struct path_arg), sizeof(arg));
	if (arg.prefix > arg.len)
		return -EINVAL;
	arg.len -= arg.prefix;
	arg.addr += arg.prefix;
	return path_look_up(cmd->file->private_data, &arg);
}

static const struct file_operations path_fops = { .uring_cmd = path_uring_cmd };
