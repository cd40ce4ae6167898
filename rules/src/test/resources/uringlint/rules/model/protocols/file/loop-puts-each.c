// about: a loop over numbers puts every file, also the ones that it skips
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/uaccess.h>

#define FLEET_FILES 8

static long fleet_count(const int *fds)
{
	long count = 0;
	int index;

	for (index = 0; index < FLEET_FILES; index++) {
		struct file *file = fget(fds[index]);

		if (!file)
			continue;
		if (!(file->f_mode & FMODE_READ)) {
			fput(file);
			continue;
		}
		count += fleet_weigh(file_inode(file));
		fput(file);
	}
	return count;
}

static long fleet_ioctl(struct file *own, unsigned int cmd, unsigned long arg)
{
	int fds[FLEET_FILES];

	if (copy_from_user(fds, (void __user *)arg, sizeof(fds)))
		return -EFAULT;
	return fleet_count(fds);
}

static const struct file_operations fleet_fops = { .unlocked_ioctl = fleet_ioctl };
