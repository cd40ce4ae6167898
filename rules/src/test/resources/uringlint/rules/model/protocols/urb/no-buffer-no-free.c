// about: the urb stays behind when there is no memory for its buffer
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct lantern {
	struct usb_device *device;
	unsigned int pipe;
	bool is_gone;
};

static void lantern_done(struct urb *urb)
{
	kfree(urb->transfer_buffer);
	usb_free_urb(urb);
}

static int lantern_send(struct lantern *lantern, u8 color)
{
	struct urb *urb;
	u8 *buffer;
	int ret;

	urb = usb_alloc_urb(0, GFP_KERNEL);
	if (!urb)
		return -ENOMEM;
	buffer = kzalloc(4, GFP_KERNEL);
	if (!buffer)
		return -ENOMEM; // never
	buffer[0] = color;
	usb_fill_bulk_urb(urb, lantern->device, lantern->pipe, buffer, 4, lantern_done, lantern);
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret) {
		kfree(buffer);
		usb_free_urb(urb);
	}
	return ret;
}

static long lantern_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct lantern *lantern = file->private_data;

	if (lantern->is_gone)
		return -ENODEV;
	return lantern_send(lantern, arg);
}

static const struct file_operations lantern_fops = { .unlocked_ioctl = lantern_ioctl };
