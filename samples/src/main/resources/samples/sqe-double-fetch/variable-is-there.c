// about: the size was read into a variable, and the copy reads it again all the same
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/uaccess.h>

struct page_arg {
	__u64 from;
	__u32 size;
	__u32 column;
};

static int page_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	const struct page_arg *arg = io_uring_sqe_cmd(cmd->sqe, struct page_arg);
	struct page_printer *printer = cmd->file->private_data;
	u64 from = READ_ONCE(arg->from);
	u32 size = READ_ONCE(arg->size);

	if (!size || size > sizeof(printer->line))
		return -EINVAL;
	if (copy_from_user(printer->line, u64_to_user_ptr(from), READ_ONCE(arg->size))) // expect: sqe-double-fetch
		return -EFAULT;
	return page_print(printer, size);
}

static const struct file_operations page_fops = { .uring_cmd = page_uring_cmd };
