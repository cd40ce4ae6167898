// about: the device has one urb for its whole life, which the callback leaves alone when it is stopped
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct sonar {
	struct usb_device *device;
	struct urb *urb;
	unsigned int pipe;
	u8 echo[8];
};

static void sonar_heard(struct urb *urb)
{
	struct sonar *sonar = urb->context;

	if (urb->status)
		return;
	sonar_note(sonar, sonar->echo[0]);
	if (usb_submit_urb(urb, GFP_ATOMIC))
		pr_err("sonar: deaf\n");
} // spurious: never

static int sonar_open(struct inode *inode, struct file *file)
{
	struct sonar *sonar = file->private_data;

	sonar->urb = usb_alloc_urb(0, GFP_KERNEL);
	if (!sonar->urb)
		return -ENOMEM;
	usb_fill_int_urb(sonar->urb, sonar->device, sonar->pipe, sonar->echo, 8, sonar_heard, sonar, 10);
	return usb_submit_urb(sonar->urb, GFP_KERNEL);
}

static int sonar_release(struct inode *inode, struct file *file)
{
	struct sonar *sonar = file->private_data;

	usb_kill_urb(sonar->urb);
	usb_free_urb(sonar->urb);
	sonar->urb = NULL;
	return 0;
}

static const struct file_operations sonar_fops = {
	.open = sonar_open,
	.release = sonar_release,
};
