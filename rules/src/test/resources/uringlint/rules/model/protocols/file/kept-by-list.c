// about: the reference goes into the list with the pointer, and only an error puts it
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/slab.h>

struct wharf {
	spinlock_t lock;
	struct list_head lines;
	bool is_closed;
};

struct wharf_line {
	struct list_head node;
	struct file *file;
};

static long wharf_ioctl(struct file *own, unsigned int cmd, unsigned long fd)
{
	struct wharf *wharf = own->private_data;
	struct wharf_line *line = kzalloc(sizeof(*line), GFP_KERNEL);
	long ret = -EBADF;

	if (!line)
		return -ENOMEM;
	line->file = fget(fd);
	if (!line->file)
		goto free;
	spin_lock(&wharf->lock);
	if (wharf->is_closed) {
		spin_unlock(&wharf->lock);
		ret = -ESHUTDOWN;
		goto put;
	}
	list_add_tail(&line->node, &wharf->lines);
	spin_unlock(&wharf->lock);
	return 0;

put:
	fput(line->file);
free:
	kfree(line);
	return ret;
}

static const struct file_operations wharf_fops = { .unlocked_ioctl = wharf_ioctl };
