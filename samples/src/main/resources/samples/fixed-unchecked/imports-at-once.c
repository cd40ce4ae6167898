// about: the buffer is imported for whatever command comes
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/uio.h>

static int pour_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	u64 addr = READ_ONCE(cmd->sqe->addr);
	u32 len = READ_ONCE(cmd->sqe->len);
	struct iov_iter iter;
	int ret;

	ret = io_uring_cmd_import_fixed(addr, len, ITER_SOURCE, &iter, cmd, issue_flags); // expect: fixed-unchecked
	if (ret < 0)
		return ret;
	return pour_into(cmd->file->private_data, &iter);
}

static const struct file_operations pour_fops = { .uring_cmd = pour_uring_cmd };
