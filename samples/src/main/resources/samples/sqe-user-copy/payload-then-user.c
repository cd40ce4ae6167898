// about: the payload is read where it lies, and what its address field points to is copied from the submitter
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/uaccess.h>

struct label_args {
	u64 text;
	u32 len;
	u32 pad;
};

static int label_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	const struct label_args *args = io_uring_sqe_cmd(cmd->sqe);
	u32 len = READ_ONCE(args->len);
	char text[32];

	if (len > sizeof(text))
		return -EINVAL;
	if (copy_from_user(text, u64_to_user_ptr(READ_ONCE(args->text)), len))
		return -EFAULT;
	return label_print(cmd->file->private_data, text, len);
}

static const struct file_operations label_fops = { .uring_cmd = label_uring_cmd };
