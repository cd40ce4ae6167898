// about: an urb that could not be submitted is freed
#include <linux/fs.h>
#include <linux/usb.h>

static void bell_done(struct urb *urb)
{
	usb_free_urb(urb);
}

static ssize_t bell_write(struct file *file, const char __user *text, size_t length, loff_t *at)
{
	struct bell *bell = file->private_data;
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	int ret;

	if (!urb)
		return -ENOMEM;
	usb_fill_bulk_urb(urb, bell->device, bell->pipe, bell->buffer, 16, bell_done, bell);
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret)
		goto failed;
	return length;

failed:
	usb_free_urb(urb);
	return ret;
}

static const struct file_operations bell_fops = { .write = bell_write };
