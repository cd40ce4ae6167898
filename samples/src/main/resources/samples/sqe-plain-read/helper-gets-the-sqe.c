// about: a helper that knows nothing of commands reads the SQE it is given
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/uaccess.h>

static int vec_from_sqe(const struct io_uring_sqe *sqe, struct iovec *iov)
{
	struct iovec __user *uiov = u64_to_user_ptr(READ_ONCE(sqe->addr));

	if (sqe->len != 2) // expect: sqe-plain-read
		return -EINVAL;
	if (copy_from_user(iov, uiov, 2 * sizeof(*iov)))
		return -EFAULT;
	return 0;
}

static int vec_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct iovec iov[2];
	int ret;

	ret = vec_from_sqe(cmd->sqe, iov);
	if (ret)
		return ret;
	return vec_register(cmd->file->private_data, iov);
}

static const struct file_operations vec_fops = { .uring_cmd = vec_uring_cmd };
