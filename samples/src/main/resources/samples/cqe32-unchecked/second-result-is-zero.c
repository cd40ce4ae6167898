// about: the old completion has an argument for a second result, which is 0
// origin: written for this rule
// kernel: 6.12
#include <linux/io_uring/cmd.h>

static int dust_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	int ret = dust_off(cmd->file);

	io_uring_cmd_done(cmd, ret == -EIOCBQUEUED ? -EIO : ret, 0, issue_flags);
	return -EIOCBQUEUED;
}

static const struct file_operations dust_fops = { .uring_cmd = dust_uring_cmd };
