// about: the callback submits its urb again, and frees it when that fails
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct gong {
	struct usb_device *device;
	unsigned int pipe;
	void *buffer;
	unsigned long beats;
};

static void gong_heard(struct urb *urb)
{
	struct gong *gong = urb->context;

	if (urb->status) {
		usb_free_urb(urb);
		return;
	}
	gong->beats++;
	if (usb_submit_urb(urb, GFP_ATOMIC)) {
		pr_err("gong: no more beats\n");
		usb_free_urb(urb);
	}
}

static int gong_open(struct inode *inode, struct file *file)
{
	struct gong *gong = file->private_data;
	struct urb *urb;
	int ret;

	urb = usb_alloc_urb(0, GFP_KERNEL);
	if (!urb)
		return -ENOMEM;
	usb_fill_bulk_urb(urb, gong->device, gong->pipe, gong->buffer, 8, gong_heard, gong);
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret)
		usb_free_urb(urb);
	return ret;
}

static const struct file_operations gong_fops = { .open = gong_open };
