// about: the handler has its commands answered, and does not say how it was called
// origin: written for this rule
#include "gong.h"
#include <linux/fs.h>

static int gong_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct gong *gong = cmd->file->private_data;

	gong_answer(gong, cmd);
	return -EIOCBQUEUED;
}

static const struct file_operations gong_fops = { .uring_cmd = gong_uring_cmd };
