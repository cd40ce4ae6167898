// about: each kernel has its own arm, and only the one of this kernel counts
// origin: written for this rule
// kernel: 6.12
#include <linux/io_uring/cmd.h>
#include <linux/version.h>

static int weir_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	int level = weir_level(cmd->file->private_data);

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 18, 0)
	io_uring_cmd_done(cmd, level, issue_flags);
#else
	io_uring_cmd_done(cmd, level, 0, issue_flags);
#endif
	return -EIOCBQUEUED;
}

static const struct file_operations weir_fops = { .uring_cmd = weir_uring_cmd };
