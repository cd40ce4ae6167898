// about: an urb is freed where the submission fails, and by the label behind
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/usb.h>

struct pump {
	struct usb_device *device;
	unsigned int pipe;
};

static void pump_done(struct urb *urb)
{
	kfree(urb->transfer_buffer);
	usb_free_urb(urb);
}

static ssize_t pump_write(struct file *file, const char __user *text, size_t length, loff_t *at)
{
	struct pump *pump = file->private_data;
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
	usb_fill_bulk_urb(urb, pump->device, pump->pipe, buffer, length, pump_done, pump);
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret) {
		usb_free_urb(urb);
		goto free_buffer;
	}
	return length;

free_buffer:
	kfree(buffer);
free_urb:
	usb_free_urb(urb); // twice
	return ret;
}

static const struct file_operations pump_fops = { .write = pump_write };
