// about: a check returns before the reference is put
#include <linux/file.h>
#include <linux/fs.h>

struct anchor {
	struct mutex lock;
	bool is_down;
};

static const struct file_operations anchor_fops;

static long anchor_tie(struct anchor *anchor, unsigned long fd)
{
	struct file *file;
	long ret = 0;

	file = fget(fd);
	if (!file)
		return -EBADF;
	if (file->f_op != &anchor_fops)
		return -EINVAL; // never
	mutex_lock(&anchor->lock);
	if (anchor->is_down)
		ret = -EBUSY;
	else
		anchor_drop(anchor);
	mutex_unlock(&anchor->lock);
	fput(file);
	return ret;
}

static long anchor_ioctl(struct file *own, unsigned int cmd, unsigned long fd)
{
	if (cmd)
		return -ENOTTY;
	return anchor_tie(own->private_data, fd);
}

static const struct file_operations anchor_fops = { .unlocked_ioctl = anchor_ioctl };
