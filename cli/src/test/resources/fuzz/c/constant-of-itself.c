#include <linux/io_uring/cmd.h>

static const unsigned long limit = limit;
static const int one = other;
static const int other = one + 1;

static int x_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	if (limit + one)
		return 0;
	return -EINVAL;
}

static const struct file_operations x_fops = { .uring_cmd = x_uring_cmd };
