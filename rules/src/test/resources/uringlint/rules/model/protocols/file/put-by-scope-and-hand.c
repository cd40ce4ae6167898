// about: the end of the scope puts a file that the error path put already
#include <linux/cleanup.h>
#include <linux/file.h>
#include <linux/fs.h>

struct pole {
	struct mutex lock;
	unsigned int pushes;
};

static const struct file_operations pole_fops;

static long pole_push(struct pole *pole, unsigned long fd)
{
	struct file *file __free(fput) = fget(fd);

	if (!file)
		return -EBADF;
	if (file->f_op != &pole_fops) {
		fput(file);
		return -EINVAL; // twice
	}
	mutex_lock(&pole->lock);
	pole->pushes++;
	mutex_unlock(&pole->lock);
	return 0;
}

static long pole_ioctl(struct file *own, unsigned int cmd, unsigned long fd)
{
	return pole_push(own->private_data, fd);
}

static const struct file_operations pole_fops = { .unlocked_ioctl = pole_ioctl };
