// about: the mode is read while the reference is held
#include <linux/file.h>
#include <linux/fs.h>

struct boom {
	unsigned int readers;
	unsigned int writers;
};

static long boom_count(struct boom *boom, unsigned long fd)
{
	struct file *file = fget(fd);
	fmode_t mode;
	int ret;

	if (!file)
		return -EBADF;
	ret = boom_climb(boom, file_inode(file));
	mode = file->f_mode;
	fput(file);
	if (ret)
		return ret;
	if (mode & FMODE_WRITE)
		boom->writers++;
	else
		boom->readers++;
	return 0;
}

static long boom_ioctl(struct file *own, unsigned int cmd, unsigned long fd)
{
	struct boom *boom = own->private_data;

	return boom_count(boom, fd);
}

static const struct file_operations boom_fops = { .unlocked_ioctl = boom_ioctl };
