// about: the submitter gives up its reference at once, and the controller's one keeps the urb alive until its end
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct hoist {
	struct usb_device *device;
	unsigned int pipe;
	u8 command[8];
	struct usb_anchor submitted;
};

static void hoist_done(struct urb *urb)
{
	struct hoist *hoist = urb->context;

	if (urb->status)
		pr_warn("hoist: status %d\n", urb->status);
	hoist_wake(hoist);
} // spurious: never

static long hoist_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct hoist *hoist = file->private_data;
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	int ret;

	if (!urb)
		return -ENOMEM;
	hoist->command[0] = arg;
	usb_fill_bulk_urb(urb, hoist->device, hoist->pipe, hoist->command, 8, hoist_done, hoist);
	usb_anchor_urb(urb, &hoist->submitted);
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret)
		usb_unanchor_urb(urb);
	usb_free_urb(urb); // spurious: twice
	return ret;
}

static const struct file_operations hoist_fops = { .unlocked_ioctl = hoist_ioctl };
