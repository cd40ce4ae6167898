// about: a number that is known to be positive is returned on 6.1
// origin: written for this rule
// kernel: 6.1
#include <linux/io_uring.h>

static int bark_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	int got = bark_read(cmd->file);

	if (got > 0)
		return got; // expect: positive-return
	return -ENODATA;
}

static const struct file_operations bark_fops = { .uring_cmd = bark_uring_cmd };
