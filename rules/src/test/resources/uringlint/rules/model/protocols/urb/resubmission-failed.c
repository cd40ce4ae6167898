// about: the callback cannot submit its urb again, and only says so
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct chime {
	struct usb_device *device;
	unsigned int pipe;
	void *buffer;
	unsigned long beats;
};

static void chime_heard(struct urb *urb)
{
	struct chime *chime = urb->context;
	int ret;

	switch (urb->status) {
	case 0:
		chime->beats++;
		break;
	case -ENOENT:
	case -ESHUTDOWN:
		usb_free_urb(urb);
		return;
	default:
		break;
	}
	ret = usb_submit_urb(urb, GFP_ATOMIC);
	if (ret)
		pr_err("chime: error %d\n", ret);
} // never

static int chime_open(struct inode *inode, struct file *file)
{
	struct chime *chime = file->private_data;
	struct urb *urb;
	int ret;

	urb = usb_alloc_urb(0, GFP_KERNEL);
	if (!urb)
		return -ENOMEM;
	usb_fill_bulk_urb(urb, chime->device, chime->pipe, chime->buffer, 8, chime_heard, chime);
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret)
		usb_free_urb(urb);
	return ret;
}

static const struct file_operations chime_fops = { .open = chime_open };
