// about: nothing but the removal of the device completes the command: its submitter cannot end before someone pulls the plug
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct lamp {
	spinlock_t lock;
	bool gone;
	struct list_head watchers;
};

struct lamp_watcher {
	struct list_head node;
	struct io_uring_cmd *cmd;
};

static int lamp_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct lamp *lamp = cmd->file->private_data;
	struct lamp_watcher *watcher = kzalloc(sizeof(*watcher), GFP_KERNEL);
	int ret = -EIOCBQUEUED;

	if (!watcher)
		return -ENOMEM;
	watcher->cmd = cmd;
	spin_lock(&lamp->lock);
	if (lamp->gone)
		ret = -ENODEV;
	else
		list_add_tail(&watcher->node, &lamp->watchers); // expect: no-teardown-path
	spin_unlock(&lamp->lock);
	if (ret == -ENODEV)
		kfree(watcher);
	return ret;
}

static void lamp_disconnect(struct usb_interface *interface)
{
	struct lamp *lamp = usb_get_intfdata(interface);
	struct lamp_watcher *watcher, *next;
	LIST_HEAD(all);

	spin_lock(&lamp->lock);
	lamp->gone = true;
	list_splice_init(&lamp->watchers, &all);
	spin_unlock(&lamp->lock);
	list_for_each_entry_safe(watcher, next, &all, node) {
		list_del(&watcher->node);
		io_uring_cmd_done(watcher->cmd, -ENODEV, IO_URING_F_UNLOCKED);
		kfree(watcher);
	}
}

static struct usb_driver lamp_driver = {
	.name = "lamp",
	.disconnect = lamp_disconnect,
};

static const struct file_operations lamp_fops = {
	.uring_cmd = lamp_uring_cmd,
};
