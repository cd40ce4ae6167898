// about: the test is the wrong way round: where waiting is allowed the handler asks for another call, and where it is not, it waits
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/mutex.h>

struct well {
	struct mutex lock;
	u32 level;
};

static int well_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct well *well = cmd->file->private_data;

	if (!(issue_flags & IO_URING_F_NONBLOCK))
		return -EAGAIN; // expect: eagain-unguarded
	mutex_lock(&well->lock); // expect: nonblock-ignored
	well->level = 0;
	mutex_unlock(&well->lock);
	return 0;
}

static const struct file_operations well_fops = {
	.uring_cmd = well_uring_cmd,
};
