// about: an entry of a list gets a reference of its own, which the release puts
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/slab.h>

struct buoy {
	struct mutex lock;
	struct list_head lines;
};

struct buoy_line {
	struct list_head node;
	struct file *file;
};

static long buoy_ioctl(struct file *own, unsigned int cmd, unsigned long fd)
{
	struct buoy *buoy = own->private_data;
	struct buoy_line *line;
	struct file *file = fget(fd);
	long ret = -ENOMEM;

	if (!file)
		return -EBADF;
	line = kzalloc(sizeof(*line), GFP_KERNEL);
	if (!line)
		goto out;
	line->file = get_file(file);
	mutex_lock(&buoy->lock);
	list_add(&line->node, &buoy->lines);
	mutex_unlock(&buoy->lock);
	ret = 0;
out:
	fput(file);
	return ret;
}

static int buoy_release(struct inode *inode, struct file *own)
{
	struct buoy *buoy = own->private_data;
	struct buoy_line *line, *next;

	list_for_each_entry_safe(line, next, &buoy->lines, node) {
		list_del(&line->node);
		fput(line->file);
		kfree(line);
	}
	return 0;
}

static const struct file_operations buoy_fops = {
	.unlocked_ioctl = buoy_ioctl,
	.release = buoy_release,
};
