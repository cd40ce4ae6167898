// about: every check goes to the label that puts the reference
#include <linux/file.h>
#include <linux/fs.h>

struct rudder {
	struct mutex lock;
	bool is_fixed;
};

static const struct file_operations rudder_fops;

static long rudder_tie(struct rudder *rudder, unsigned long fd)
{
	struct file *file;
	long ret = 0;

	file = fget(fd);
	if (!file)
		return -EBADF;
	if (file->f_op != &rudder_fops) {
		ret = -EINVAL;
		goto out;
	}
	mutex_lock(&rudder->lock);
	if (rudder->is_fixed)
		ret = -EBUSY;
	else
		rudder_turn(rudder);
	mutex_unlock(&rudder->lock);
out:
	fput(file);
	return ret;
}

static long rudder_ioctl(struct file *own, unsigned int cmd, unsigned long fd)
{
	if (cmd)
		return -ENOTTY;
	return rudder_tie(own->private_data, fd);
}

static const struct file_operations rudder_fops = { .unlocked_ioctl = rudder_ioctl };
