// about: the length is checked, and read again for the copy
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/uaccess.h>

struct note_arg {
	__u64 addr;
	__u32 len;
	__u32 reserved;
};

static int note_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	const struct note_arg *arg = io_uring_sqe_cmd(cmd->sqe, struct note_arg);
	char text[64];

	if (READ_ONCE(arg->len) > sizeof(text))
		return -E2BIG;
	if (copy_from_user(text, u64_to_user_ptr(READ_ONCE(arg->addr)), READ_ONCE(arg->len))) // expect: sqe-double-fetch
		return -EFAULT;
	return 0;
}

static const struct file_operations note_fops = { .uring_cmd = note_uring_cmd };
