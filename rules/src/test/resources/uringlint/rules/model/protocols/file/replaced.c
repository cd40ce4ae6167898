// about: a new file takes the place of the old one, which is put
#include <linux/file.h>
#include <linux/fs.h>

struct helm {
	struct mutex lock;
	struct file *chart;
};

static long helm_ioctl(struct file *own, unsigned int cmd, unsigned long fd)
{
	struct helm *helm = own->private_data;
	struct file *file, *old;

	file = fget(fd);
	if (!file)
		return -EBADF;
	mutex_lock(&helm->lock);
	old = helm->chart;
	helm->chart = file;
	mutex_unlock(&helm->lock);
	if (old)
		fput(old);
	return 0;
}

static int helm_release(struct inode *inode, struct file *own)
{
	struct helm *helm = own->private_data;

	if (helm->chart)
		fput(helm->chart);
	return 0;
}

static const struct file_operations helm_fops = {
	.unlocked_ioctl = helm_ioctl,
	.release = helm_release,
};
