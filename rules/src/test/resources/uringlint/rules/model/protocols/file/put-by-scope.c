// about: the end of the scope puts the file on every way
#include <linux/cleanup.h>
#include <linux/file.h>
#include <linux/fs.h>

struct oar {
	struct mutex lock;
	unsigned int strokes;
};

static const struct file_operations oar_fops;

static long oar_row(struct oar *oar, unsigned long fd)
{
	struct file *file __free(fput) = fget(fd);

	if (!file)
		return -EBADF;
	if (file->f_op != &oar_fops)
		return -EINVAL;
	mutex_lock(&oar->lock);
	oar->strokes++;
	mutex_unlock(&oar->lock);
	return 0;
}

static long oar_ioctl(struct file *own, unsigned int cmd, unsigned long fd)
{
	return oar_row(own->private_data, fd);
}

static const struct file_operations oar_fops = { .unlocked_ioctl = oar_ioctl };
