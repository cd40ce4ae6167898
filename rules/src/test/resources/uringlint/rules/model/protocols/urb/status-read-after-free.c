// about: the callback frees its urb, and reads the status from it
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct valve {
	struct usb_device *device;
	unsigned int pipe;
	u8 command[8];
	atomic_t pending;
	int error;
};

static void valve_done(struct urb *urb)
{
	struct valve *valve = urb->context;

	usb_free_urb(urb);
	if (urb->status) // late
		valve->error = urb->status; // late
	atomic_dec(&valve->pending);
}

static long valve_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct valve *valve = file->private_data;
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	int ret;

	if (!urb)
		return -ENOMEM;
	valve->command[0] = arg;
	usb_fill_bulk_urb(urb, valve->device, valve->pipe, valve->command, 8, valve_done, valve);
	atomic_inc(&valve->pending);
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret) {
		atomic_dec(&valve->pending);
		usb_free_urb(urb);
	}
	return ret;
}

static const struct file_operations valve_fops = { .unlocked_ioctl = valve_ioctl };
