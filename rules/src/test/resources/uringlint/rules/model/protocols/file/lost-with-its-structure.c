// about: the structure that has the reference is freed, and the reference is not put
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/slab.h>

struct jetty {
	spinlock_t lock;
	struct list_head lines;
	bool is_closed;
};

struct jetty_line {
	struct list_head node;
	struct file *file;
};

static long jetty_ioctl(struct file *own, unsigned int cmd, unsigned long fd)
{
	struct jetty *jetty = own->private_data;
	struct jetty_line *line = kzalloc(sizeof(*line), GFP_KERNEL);

	if (!line)
		return -ENOMEM;
	line->file = fget(fd);
	if (!line->file) {
		kfree(line);
		return -EBADF;
	}
	spin_lock(&jetty->lock);
	if (jetty->is_closed) {
		spin_unlock(&jetty->lock);
		kfree(line);
		return -ESHUTDOWN; // never
	}
	list_add_tail(&line->node, &jetty->lines);
	spin_unlock(&jetty->lock);
	return 0;
}

static const struct file_operations jetty_fops = { .unlocked_ioctl = jetty_ioctl };
