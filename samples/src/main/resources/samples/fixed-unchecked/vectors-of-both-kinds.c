// about: vectors of registered memory and vectors of any memory go different ways
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/uio.h>

static int reel_iter(struct io_uring_cmd *cmd, struct iovec **vec, struct iov_iter *iter, unsigned int issue_flags)
{
	u64 addr = READ_ONCE(cmd->sqe->addr);
	u32 segments = READ_ONCE(cmd->sqe->len);

	if (segments > UIO_FASTIOV)
		return -EINVAL;
	if (!(cmd->flags & IORING_URING_CMD_FIXED))
		return import_iovec(ITER_SOURCE, u64_to_user_ptr(addr), segments, UIO_FASTIOV, vec, iter);
	return io_uring_cmd_import_fixed_vec(cmd, u64_to_user_ptr(addr), segments, ITER_SOURCE, iter, issue_flags);
}

static int reel_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct iovec fast[UIO_FASTIOV], *vec = fast;
	struct iov_iter iter;
	int ret;

	ret = reel_iter(cmd, &vec, &iter, issue_flags);
	if (ret < 0)
		return ret;
	return reel_wind(cmd->file->private_data, &iter);
}

static const struct file_operations reel_fops = { .uring_cmd = reel_uring_cmd };
