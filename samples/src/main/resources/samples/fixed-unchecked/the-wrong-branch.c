// about: the branches are swapped: the import is for commands without the flag
// origin: written for this rule
// kernel: 6.12
#include <linux/io_uring/cmd.h>
#include <linux/uio.h>

static int gulp_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	u64 addr = READ_ONCE(cmd->sqe->addr);
	u32 len = READ_ONCE(cmd->sqe->len);
	struct iov_iter iter;
	int ret;

	if (!(cmd->flags & IORING_URING_CMD_FIXED))
		ret = io_uring_cmd_import_fixed(addr, len, ITER_DEST, &iter, cmd); // expect: fixed-unchecked
	else
		ret = import_ubuf(ITER_DEST, u64_to_user_ptr(addr), len, &iter);
	return ret < 0 ? ret : gulp_from(cmd->file, &iter);
}

static const struct file_operations gulp_fops = { .uring_cmd = gulp_uring_cmd };
