// about: from 6.11 on a positive result is a result
// origin: written for this rule
// kernel: 6.12
#include <linux/io_uring/cmd.h>

static int twig_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	int got = twig_read(cmd->file);

	if (got > 0)
		return got;
	return got == -EIOCBQUEUED ? -EIO : got;
}

static const struct file_operations twig_fops = { .uring_cmd = twig_uring_cmd };
