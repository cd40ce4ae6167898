// about: the mutex is held for a few instructions, and a comment says so
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/mutex.h>

struct desk {
	struct mutex lock;
	u32 papers;
};

static int desk_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct desk *desk = cmd->file->private_data;
	int ret = 0;

	/* The innermost lock, and nobody sleeps under it: fine for an inline issue. */
	mutex_lock(&desk->lock);
	if (desk->papers)
		desk->papers--;
	else
		ret = -ENOENT;
	mutex_unlock(&desk->lock);
	return ret;
}

static const struct file_operations desk_fops = { .uring_cmd = desk_uring_cmd };
