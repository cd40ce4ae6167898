// about: a helper refuses commands without the flag, in 6.12
// origin: written for this rule
// kernel: 6.12
#include <linux/io_uring/cmd.h>
#include <linux/uio.h>

static int sip_checks(const struct io_uring_cmd *cmd)
{
	return !(cmd->flags & IORING_URING_CMD_FIXED) ? -EINVAL : 0;
}

static int sip_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct iov_iter iter;
	u64 addr;
	int ret;

	ret = sip_checks(cmd);
	if (ret)
		return ret;
	addr = READ_ONCE(cmd->sqe->addr);
	ret = io_uring_cmd_import_fixed(addr, 4096, ITER_DEST, &iter, cmd);
	if (ret < 0)
		return ret;
	return sip_from(cmd->file->private_data, &iter);
}

static const struct file_operations sip_fops = { .uring_cmd = sip_uring_cmd };
