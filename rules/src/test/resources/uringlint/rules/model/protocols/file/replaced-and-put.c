// about: the new file is put where the old one was meant
#include <linux/file.h>
#include <linux/fs.h>

struct keel {
	struct mutex lock;
	struct file *chart;
};

static long keel_ioctl(struct file *own, unsigned int cmd, unsigned long fd)
{
	struct keel *keel = own->private_data;
	struct file *file, *old;

	file = fget(fd);
	if (!file)
		return -EBADF;
	mutex_lock(&keel->lock);
	old = keel->chart;
	keel->chart = file;
	mutex_unlock(&keel->lock);
	if (old)
		fput(keel->chart); // missed: twice
	return 0; // never
}

static int keel_release(struct inode *inode, struct file *own)
{
	struct keel *keel = own->private_data;

	if (keel->chart)
		fput(keel->chart);
	return 0;
}

static const struct file_operations keel_fops = {
	.unlocked_ioctl = keel_ioctl,
	.release = keel_release,
};
