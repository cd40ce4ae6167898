// about: the lock is only tried where the handler must not wait for it
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/mutex.h>

struct helm {
	struct mutex lock;
	int course;
};

static int helm_lock(struct helm *helm, unsigned int issue_flags)
{
	if (issue_flags & IO_URING_F_NONBLOCK)
		return mutex_trylock(&helm->lock) ? 0 : -EAGAIN;
	mutex_lock(&helm->lock);
	return 0;
}

static int helm_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct helm *helm = cmd->file->private_data;
	u32 course = READ_ONCE(cmd->sqe->len);
	int ret;

	if (course >= 360)
		return -EINVAL;
	ret = helm_lock(helm, issue_flags);
	if (ret)
		return ret;
	helm->course = course;
	mutex_unlock(&helm->lock);
	return 0;
}

static const struct file_operations helm_fops = { .uring_cmd = helm_uring_cmd };
