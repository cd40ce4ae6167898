// about: the handler completes at once, with 0 for the flags
// origin: written for this rule
// kernel: 6.6
#include <linux/fs.h>
#include <linux/io_uring.h>

struct latch {
	u32 value;
};

static int latch_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct latch *latch = cmd->file->private_data;

	io_uring_cmd_done(cmd, READ_ONCE(latch->value), 0, 0); // expect: issue-flags-hardcoded
	return -EIOCBQUEUED;
}

static const struct file_operations latch_fops = {
	.uring_cmd = latch_uring_cmd,
};
