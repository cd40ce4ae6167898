// about: the only reference is put, and the entry of the list keeps the pointer
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/slab.h>

struct dock {
	struct mutex lock;
	struct list_head lines;
};

struct dock_line {
	struct list_head node;
	struct file *file;
};

static long dock_ioctl(struct file *own, unsigned int cmd, unsigned long fd)
{
	struct dock *dock = own->private_data;
	struct dock_line *line;
	struct file *file = fget(fd);
	long ret = -ENOMEM;

	if (!file)
		return -EBADF;
	line = kzalloc(sizeof(*line), GFP_KERNEL);
	if (!line)
		goto out;
	line->file = file;
	mutex_lock(&dock->lock);
	list_add(&line->node, &dock->lines);
	mutex_unlock(&dock->lock);
	ret = 0;
out:
	fput(file); // twice
	return ret;
}

static int dock_release(struct inode *inode, struct file *own)
{
	struct dock *dock = own->private_data;
	struct dock_line *line, *next;

	list_for_each_entry_safe(line, next, &dock->lines, node) {
		list_del(&line->node);
		fput(line->file);
		kfree(line);
	}
	return 0;
}

static const struct file_operations dock_fops = {
	.unlocked_ioctl = dock_ioctl,
	.release = dock_release,
};
