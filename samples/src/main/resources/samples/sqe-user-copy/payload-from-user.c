// about: the payload is fetched as if its address were one of the submitter
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/uaccess.h>

struct stamp_args {
	u32 series;
	u32 flags;
	u64 ink;
};

static int stamp_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct stamp_args args;

	if (copy_from_user(&args, (void __user *)io_uring_sqe_cmd(cmd->sqe), sizeof(args))) // expect: sqe-user-copy
		return -EFAULT;
	return stamp_press(cmd->file->private_data, args.series, args.ink);
}

static const struct file_operations stamp_fops = { .uring_cmd = stamp_uring_cmd };
