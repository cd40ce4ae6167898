// about: labels undo in the reverse order what was done, each thing once
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/usb.h>

struct crane {
	struct usb_device *device;
	unsigned int pipe;
};

static void crane_done(struct urb *urb)
{
	kfree(urb->transfer_buffer);
	usb_free_urb(urb);
}

static ssize_t crane_write(struct file *file, const char __user *text, size_t length, loff_t *at)
{
	struct crane *crane = file->private_data;
	struct urb *urb;
	void *buffer;
	int ret;

	urb = usb_alloc_urb(0, GFP_KERNEL);
	if (!urb)
		return -ENOMEM;
	buffer = memdup_user(text, length);
	if (IS_ERR(buffer)) {
		ret = PTR_ERR(buffer);
		goto free_urb;
	}
	usb_fill_bulk_urb(urb, crane->device, crane->pipe, buffer, length, crane_done, crane);
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret)
		goto free_buffer;
	return length;

free_buffer:
	kfree(buffer);
free_urb:
	usb_free_urb(urb);
	return ret;
}

static const struct file_operations crane_fops = { .write = crane_write };
