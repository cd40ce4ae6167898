// about: the callback submits its urb again, and frees it all the same
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct beacon {
	struct usb_device *device;
	unsigned int pipe;
	void *buffer;
	int flashes;
};

static void beacon_seen(struct urb *urb)
{
	struct beacon *beacon = urb->context;

	if (!urb->status && --beacon->flashes > 0)
		usb_submit_urb(urb, GFP_ATOMIC);
	usb_free_urb(urb); // twice
}

static int beacon_open(struct inode *inode, struct file *file)
{
	struct beacon *beacon = file->private_data;
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	int ret;

	if (!urb)
		return -ENOMEM;
	usb_fill_bulk_urb(urb, beacon->device, beacon->pipe, beacon->buffer, 8, beacon_seen, beacon);
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret)
		usb_free_urb(urb);
	return ret;
}

static const struct file_operations beacon_fops = { .open = beacon_open };
