// about: the handler completes with a second result in 6.12
// origin: written for this rule
// kernel: 6.12
#include <linux/io_uring/cmd.h>

static int rain_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	u64 drops = rain_count(cmd->file);

	io_uring_cmd_done(cmd, 0, drops, issue_flags); // expect: cqe32-unchecked
	return -EIOCBQUEUED;
}

static const struct file_operations rain_fops = { .uring_cmd = rain_uring_cmd };
