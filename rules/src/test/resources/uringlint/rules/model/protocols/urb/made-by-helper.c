// about: a helper makes an urb with its buffer or gives an error, and cleans up behind itself
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct siphon {
	struct usb_device *device;
	unsigned int pipe;
};

static void siphon_free(struct urb *urb)
{
	kfree(urb->transfer_buffer);
	usb_free_urb(urb);
}

static void siphon_done(struct urb *urb)
{
	siphon_free(urb);
}

static struct urb *siphon_make(struct siphon *siphon, size_t length)
{
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	void *buffer;

	if (!urb)
		return ERR_PTR(-ENOMEM);
	buffer = kmalloc(length, GFP_KERNEL);
	if (!buffer) {
		usb_free_urb(urb);
		return ERR_PTR(-ENOMEM);
	}
	usb_fill_bulk_urb(urb, siphon->device, siphon->pipe, buffer, length, siphon_done, siphon);
	return urb;
}

static ssize_t siphon_write(struct file *file, const char __user *text, size_t length, loff_t *at)
{
	struct urb *urb = siphon_make(file->private_data, length);
	int ret;

	if (IS_ERR(urb))
		return PTR_ERR(urb);
	if (copy_from_user(urb->transfer_buffer, text, length)) {
		siphon_free(urb);
		return -EFAULT;
	}
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret) {
		siphon_free(urb);
		return ret;
	}
	return length;
}

static const struct file_operations siphon_fops = { .write = siphon_write };
