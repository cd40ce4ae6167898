// about: several urbs are submitted, and the one that fails is freed
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define LOOM_URBS 4

struct loom {
	struct usb_device *device;
	unsigned int pipe;
	u8 buffer[LOOM_URBS][64];
};

static void loom_done(struct urb *urb)
{
	usb_free_urb(urb);
}

static int loom_start(struct loom *loom, int index)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	int ret;

	if (!urb)
		return -ENOMEM;
	usb_fill_bulk_urb(urb, loom->device, loom->pipe, loom->buffer[index], 64, loom_done, loom);
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret < 0)
		usb_free_urb(urb);
	return ret;
}

static int loom_open(struct inode *inode, struct file *file)
{
	struct loom *loom = file->private_data;
	int index, ret;

	for (index = 0; index < LOOM_URBS; index++) {
		ret = loom_start(loom, index);
		if (ret < 0)
			return ret;
	}
	return 0;
}

static const struct file_operations loom_fops = { .open = loom_open };
