// about: several urbs are submitted, and the one that fails is left behind
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define REEL_URBS 4

struct reel {
	struct usb_device *device;
	unsigned int pipe;
	u8 buffer[REEL_URBS][64];
};

static void reel_done(struct urb *urb)
{
	usb_free_urb(urb);
}

static int reel_open(struct inode *inode, struct file *file)
{
	struct reel *reel = file->private_data;
	struct urb *urb;
	int index, ret = 0;

	for (index = 0; index < REEL_URBS; index++) {
		urb = usb_alloc_urb(0, GFP_KERNEL);
		if (!urb)
			return -ENOMEM;
		usb_fill_bulk_urb(urb, reel->device, reel->pipe, reel->buffer[index], 64, reel_done, reel);
		ret = usb_submit_urb(urb, GFP_KERNEL);
		if (ret < 0)
			break;
	}
	return ret; // never
}

static const struct file_operations reel_fops = { .open = reel_open };
