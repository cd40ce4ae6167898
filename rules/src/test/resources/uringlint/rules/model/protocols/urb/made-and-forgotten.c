// about: a helper makes an urb, and its caller forgets it where the copy fails
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct funnel {
	struct usb_device *device;
	unsigned int pipe;
};

static void funnel_free(struct urb *urb)
{
	kfree(urb->transfer_buffer);
	usb_free_urb(urb);
}

static void funnel_done(struct urb *urb)
{
	funnel_free(urb);
}

static struct urb *funnel_make(struct funnel *funnel, size_t length)
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
	usb_fill_bulk_urb(urb, funnel->device, funnel->pipe, buffer, length, funnel_done, funnel);
	return urb;
}

static ssize_t funnel_write(struct file *file, const char __user *text, size_t length, loff_t *at)
{
	struct urb *urb = funnel_make(file->private_data, length);
	int ret;

	if (IS_ERR(urb))
		return PTR_ERR(urb);
	if (copy_from_user(urb->transfer_buffer, text, length))
		return -EFAULT; // never
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret) {
		funnel_free(urb);
		return ret;
	}
	return length;
}

static const struct file_operations funnel_fops = { .write = funnel_write };
