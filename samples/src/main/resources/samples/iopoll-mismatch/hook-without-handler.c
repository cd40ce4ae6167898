// about: the table of the second device has the hook alone
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct press {
	struct io_uring_cmd *polled;
};

static int press_iopoll(struct io_uring_cmd *cmd, struct io_comp_batch *iob, unsigned int poll_flags) // expect: iopoll-mismatch
{
	return press_reap(cmd->file->private_data, iob);
}

static ssize_t press_read(struct file *file, char __user *to, size_t length, loff_t *at)
{
	return 0;
}

static const struct file_operations press_status_fops = {
	.read = press_read,
	.uring_cmd_iopoll = press_iopoll,
};
