// about: the mode is read from a file that was put
#include <linux/file.h>
#include <linux/fs.h>

struct mast {
	unsigned int readers;
	unsigned int writers;
};

static long mast_count(struct mast *mast, unsigned long fd)
{
	struct file *file = fget(fd);
	int ret;

	if (!file)
		return -EBADF;
	ret = mast_climb(mast, file_inode(file));
	fput(file);
	if (ret)
		return ret;
	if (file->f_mode & FMODE_WRITE) // late
		mast->writers++;
	else
		mast->readers++;
	return 0;
}

static long mast_ioctl(struct file *own, unsigned int cmd, unsigned long fd)
{
	struct mast *mast = own->private_data;

	return mast_count(mast, fd);
}

static const struct file_operations mast_fops = { .unlocked_ioctl = mast_ioctl };
