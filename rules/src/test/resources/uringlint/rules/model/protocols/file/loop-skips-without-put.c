// about: a loop over numbers keeps the files that it skips
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/uaccess.h>

#define CONVOY_FILES 8

static long convoy_count(const int *fds)
{
	long count = 0;
	int index;

	for (index = 0; index < CONVOY_FILES; index++) {
		struct file *file = fget(fds[index]);

		if (!file)
			continue;
		if (!(file->f_mode & FMODE_READ))
			continue;
		count += convoy_weigh(file_inode(file));
		fput(file);
	}
	return count; // never
}

static long convoy_ioctl(struct file *own, unsigned int cmd, unsigned long arg)
{
	int fds[CONVOY_FILES];

	if (copy_from_user(fds, (void __user *)arg, sizeof(fds)))
		return -EFAULT;
	return convoy_count(fds);
}

static const struct file_operations convoy_fops = { .unlocked_ioctl = convoy_ioctl };
