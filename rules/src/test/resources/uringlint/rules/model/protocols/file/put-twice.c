// about: the error path puts what was put already
#include <linux/file.h>
#include <linux/fs.h>

static long sail_ioctl(struct file *own, unsigned int cmd, unsigned long fd)
{
	struct file *file = fget(fd);
	long ret;

	if (!file)
		return -EBADF;
	ret = sail_hoist(cmd);
	fput(file);
	if (ret)
		goto failed;
	return 0;

failed:
	fput(file); // twice
	return ret;
}

static const struct file_operations sail_fops = { .unlocked_ioctl = sail_ioctl };
