// about: two references are taken, and one is put
#include <linux/file.h>
#include <linux/fs.h>

static long rope_ioctl(struct file *own, unsigned int cmd, unsigned long fd)
{
	struct file *file = fget(fd);

	if (!file)
		return -EBADF;
	get_file(file);
	rope_pull(cmd);
	fput(file);
	return 0; // never
}

static const struct file_operations rope_fops = { .unlocked_ioctl = rope_ioctl };
