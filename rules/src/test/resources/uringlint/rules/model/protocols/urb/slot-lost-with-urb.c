// about: the structure that has the urb is freed before anybody finds it, and the urb is not
#include <linux/fs.h>
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct forge {
	struct mutex lock;
	struct list_head idle;
	unsigned int slots;
};

struct forge_slot {
	struct list_head node;
	struct urb *urb;
};

static int forge_open(struct inode *inode, struct file *file)
{
	struct forge *forge = file->private_data;
	struct forge_slot *slot = kzalloc(sizeof(*slot), GFP_KERNEL);

	if (!slot)
		return -ENOMEM;
	slot->urb = usb_alloc_urb(0, GFP_KERNEL);
	if (!slot->urb) {
		kfree(slot);
		return -ENOMEM;
	}
	mutex_lock(&forge->lock);
	if (forge->slots >= 16) {
		mutex_unlock(&forge->lock);
		kfree(slot);
		return -EBUSY; // missed: never
	}
	forge->slots++;
	list_add(&slot->node, &forge->idle);
	mutex_unlock(&forge->lock);
	return 0;
}

static const struct file_operations forge_fops = { .open = forge_open };
