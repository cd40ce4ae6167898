// about: the members have the same width in all programs, and addresses travel as numbers
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/uaccess.h>

struct canoe_request {
	__u64 cargo;
	__u32 length;
	__u32 flags;
};

static int canoe_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct canoe_request request;

	if (issue_flags & IO_URING_F_NONBLOCK)
		return -EAGAIN;
	if (copy_from_user(&request, u64_to_user_ptr(READ_ONCE(cmd->sqe->addr)), sizeof(request)))
		return -EFAULT;
	return canoe_load(cmd->file->private_data, u64_to_user_ptr(request.cargo), request.length);
}

static const struct file_operations canoe_fops = { .uring_cmd = canoe_uring_cmd };
