// about: an urb that could not be submitted is forgotten
#include <linux/fs.h>
#include <linux/usb.h>

static void siren_done(struct urb *urb)
{
	usb_free_urb(urb);
}

static ssize_t siren_write(struct file *file, const char __user *text, size_t length, loff_t *at)
{
	struct siren *siren = file->private_data;
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	int ret;

	if (!urb)
		return -ENOMEM;
	usb_fill_bulk_urb(urb, siren->device, siren->pipe, siren->buffer, 16, siren_done, siren);
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret)
		return ret; // never
	return length;
}

static const struct file_operations siren_fops = { .write = siren_write };
