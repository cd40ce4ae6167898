// about: the callback reads the status, and frees its urb then
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct tap {
	struct usb_device *device;
	unsigned int pipe;
	u8 command[8];
	atomic_t pending;
	int error;
};

static void tap_done(struct urb *urb)
{
	struct tap *tap = urb->context;
	int status = urb->status;

	usb_free_urb(urb);
	if (status)
		tap->error = status;
	atomic_dec(&tap->pending);
}

static long tap_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct tap *tap = file->private_data;
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	int ret;

	if (!urb)
		return -ENOMEM;
	tap->command[0] = arg;
	usb_fill_bulk_urb(urb, tap->device, tap->pipe, tap->command, 8, tap_done, tap);
	atomic_inc(&tap->pending);
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret) {
		atomic_dec(&tap->pending);
		usb_free_urb(urb);
	}
	return ret;
}

static const struct file_operations tap_fops = { .unlocked_ioctl = tap_ioctl };
