// about: the reference is put on every way
#include <linux/file.h>
#include <linux/fs.h>

static long kite_ioctl(struct file *own, unsigned int cmd, unsigned long fd)
{
	struct file *file = fget(fd);
	long ret = -EINVAL;

	if (!file)
		return -EBADF;
	if (file->f_op == own->f_op)
		ret = kite_tie(own, file);
	fput(file);
	return ret;
}

static const struct file_operations kite_fops = { .unlocked_ioctl = kite_ioctl };
