// about: a helper writes counters of the kernel's width to the program
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/uaccess.h>

struct ferry_counts {
	unsigned long trips;
	u32 delays;
};

static int ferry_report(struct ferry_counts *counts, void __user *to)
{
	return copy_to_user(to, counts, sizeof(*counts)) ? -EFAULT : 0; // expect: compat-unchecked
}

static int ferry_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	if (issue_flags & IO_URING_F_NONBLOCK)
		return -EAGAIN;
	return ferry_report(cmd->file->private_data, u64_to_user_ptr(READ_ONCE(cmd->sqe->addr)));
}

static const struct file_operations ferry_fops = { .uring_cmd = ferry_uring_cmd };
