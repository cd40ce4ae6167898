// about: the accessor is the one for payloads of 16 bytes, and this does not compile
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct anvil_args {
	__u64 address;
	__u64 length;
	__u32 flags;
};

static int anvil_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	const struct anvil_args *args;

	if (!(issue_flags & IO_URING_F_SQE128))
		return -EINVAL;
	args = io_uring_sqe_cmd(cmd->sqe, struct anvil_args); // expect: sqe-type-too-large
	return anvil_strike(cmd->file->private_data, READ_ONCE(args->flags));
}

static const struct file_operations anvil_fops = { .uring_cmd = anvil_uring_cmd };
