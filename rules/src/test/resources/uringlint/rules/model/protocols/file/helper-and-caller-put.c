// about: the helper puts the file that does not fit, and so does its caller
#include <linux/file.h>
#include <linux/fs.h>

struct sloop {
	struct inode *hull;
};

static bool sloop_fits(struct sloop *sloop, struct file *file)
{
	if (file_inode(file) != sloop->hull) {
		fput(file);
		return false;
	}
	return true;
}

static long sloop_ioctl(struct file *own, unsigned int cmd, unsigned long fd)
{
	struct sloop *sloop = own->private_data;
	struct file *file = fget(fd);
	long ret = 0;

	if (!file)
		return -EBADF;
	if (!sloop_fits(sloop, file)) {
		ret = -EXDEV;
		goto out;
	}
	sloop_launch(sloop);
out:
	fput(file); // twice
	return ret;
}

static const struct file_operations sloop_fops = { .unlocked_ioctl = sloop_ioctl };
