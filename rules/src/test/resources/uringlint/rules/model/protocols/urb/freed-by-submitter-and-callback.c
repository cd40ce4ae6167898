// about: the submitter frees its urb after the submission, and the callback does so too
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct winch {
	struct usb_device *device;
	unsigned int pipe;
	u8 command[8];
};

static void winch_done(struct urb *urb)
{
	if (urb->status)
		pr_warn("winch: status %d\n", urb->status);
	usb_free_urb(urb);
}

static long winch_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct winch *winch = file->private_data;
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	int ret;

	if (!urb)
		return -ENOMEM;
	winch->command[0] = cmd;
	winch->command[1] = arg;
	usb_fill_bulk_urb(urb, winch->device, winch->pipe, winch->command, 8, winch_done, winch);
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret)
		pr_err("winch: error %d\n", ret);
	usb_free_urb(urb); // twice
	return ret;
}

static const struct file_operations winch_fops = { .unlocked_ioctl = winch_ioctl };
