// about: the structure from user space holds a pointer and a length of the program's own width
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/uaccess.h>

struct barge_request {
	void __user *cargo;
	size_t length;
};

static int barge_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct barge_request request;

	if (issue_flags & IO_URING_F_NONBLOCK)
		return -EAGAIN;
	if (copy_from_user(&request, u64_to_user_ptr(READ_ONCE(cmd->sqe->addr)), sizeof(request))) // expect: compat-unchecked
		return -EFAULT;
	return barge_load(cmd->file->private_data, request.cargo, request.length);
}

static const struct file_operations barge_fops = { .uring_cmd = barge_uring_cmd };
