// about: the flag was looked at before: an allocation that may not wait has failed
// origin: written for this rule
#include <linux/blk-mq.h>
#include <linux/io_uring/cmd.h>

static int oven_bake(struct oven *oven, gfp_t gfp)
{
	void *tray = kmalloc(oven->size, gfp);
	int ret;

	if (!tray)
		return -EAGAIN;
	ret = oven_heat(oven, tray);
	kfree(tray);
	return ret;
}

static int oven_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	return oven_bake(cmd->file->private_data, issue_flags & IO_URING_F_NONBLOCK ? GFP_NOWAIT : GFP_KERNEL);
}

static const struct file_operations oven_fops = { .uring_cmd = oven_uring_cmd };
