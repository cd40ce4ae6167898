// about: idle urbs are kept in a list, and the callback puts its urb back
#include <linux/fs.h>
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct mill {
	struct usb_device *device;
	unsigned int pipe;
	spinlock_t lock;
	struct list_head idle;
};

struct mill_slot {
	struct list_head node;
	struct mill *mill;
	struct urb *urb;
};

static int mill_open(struct inode *inode, struct file *file)
{
	struct mill *mill = file->private_data;
	struct mill_slot *slot = kzalloc(sizeof(*slot), GFP_KERNEL);

	if (!slot)
		return -ENOMEM;
	slot->urb = usb_alloc_urb(0, GFP_KERNEL);
	if (!slot->urb) {
		kfree(slot);
		return -ENOMEM;
	}
	slot->mill = mill;
	spin_lock_irq(&mill->lock);
	list_add(&slot->node, &mill->idle);
	spin_unlock_irq(&mill->lock);
	return 0;
}

static int mill_release(struct inode *inode, struct file *file)
{
	struct mill *mill = file->private_data;
	struct mill_slot *slot, *next;

	list_for_each_entry_safe(slot, next, &mill->idle, node) {
		list_del(&slot->node);
		usb_free_urb(slot->urb);
		kfree(slot);
	}
	return 0;
}

static const struct file_operations mill_fops = {
	.open = mill_open,
	.release = mill_release,
};
