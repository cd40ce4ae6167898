// about: the job is queued by another file, and then the credits are gone
// origin: written for this rule
#include "mast.h"
#include <linux/fs.h>

static int mast_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct mast *mast = cmd->file->private_data;
	int ret = mast_queue(mast, cmd);

	if (ret)
		return ret;
	if ((issue_flags & IO_URING_F_NONBLOCK) && atomic_dec_if_positive(&mast->credits) < 0)
		return -EAGAIN; // expect: eagain-after-handoff
	return -EIOCBQUEUED;
}

static const struct file_operations mast_fops = { .uring_cmd = mast_uring_cmd };
