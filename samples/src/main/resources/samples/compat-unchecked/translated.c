// about: 32-bit programs have a structure of their own, and the flag tells which one it is
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/uaccess.h>

struct raft_request {
	void __user *cargo;
	unsigned long length;
};

struct raft_request_32 {
	u32 cargo;
	u32 length;
};

static int raft_get(struct raft_request *request, const void __user *from, bool is_compat)
{
	struct raft_request_32 narrow;

	if (!is_compat)
		return copy_from_user(request, from, sizeof(*request)) ? -EFAULT : 0;
	if (copy_from_user(&narrow, from, sizeof(narrow)))
		return -EFAULT;
	request->cargo = u64_to_user_ptr(narrow.cargo);
	request->length = narrow.length;
	return 0;
}

static int raft_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct raft_request request;
	int ret;

	if (issue_flags & IO_URING_F_NONBLOCK)
		return -EAGAIN;
	ret = raft_get(&request, u64_to_user_ptr(READ_ONCE(cmd->sqe->addr)), issue_flags & IO_URING_F_COMPAT);
	if (ret)
		return ret;
	return raft_load(cmd->file->private_data, request.cargo, request.length);
}

static const struct file_operations raft_fops = { .uring_cmd = raft_uring_cmd };
