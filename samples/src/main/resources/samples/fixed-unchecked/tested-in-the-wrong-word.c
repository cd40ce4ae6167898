// about: the flag is looked for in the handler's flags, where the bit of that number means something else
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/uio.h>

static int slate_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	u64 address = READ_ONCE(cmd->sqe->addr);
	struct iov_iter iter;

	if (!(issue_flags & IORING_URING_CMD_FIXED))
		return import_ubuf(WRITE, u64_to_user_ptr(address), 64, &iter);
	return io_uring_cmd_import_fixed(address, 64, WRITE, &iter, cmd, issue_flags); // expect: fixed-unchecked
}

static const struct file_operations slate_fops = {
	.uring_cmd = slate_uring_cmd,
};
