// about: usb_submit_urb() says whether the transfer was started: where it was not, its callback never runs
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/usb.h>

struct dial {
	struct usb_device *device;
	void *buffer;
};

struct dial_pdu {
	int status;
};

static void dial_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);

	io_uring_cmd_done(cmd, io_uring_cmd_to_pdu(cmd, struct dial_pdu)->status, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static void dial_answers(struct urb *urb)
{
	struct io_uring_cmd *cmd = urb->context;

	io_uring_cmd_to_pdu(cmd, struct dial_pdu)->status = urb->status;
	usb_free_urb(urb);
	io_uring_cmd_complete_in_task(cmd, dial_tw);
}

static int dial_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct dial *dial = cmd->file->private_data;
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	int ret;

	if (!urb)
		return -ENOMEM;
	usb_fill_bulk_urb(urb, dial->device, usb_rcvbulkpipe(dial->device, 1), dial->buffer, 64, dial_answers, cmd);
	ret = usb_submit_urb(urb, GFP_KERNEL);
	if (ret) {
		usb_free_urb(urb);
		return ret;
	}
	return -EIOCBQUEUED;
}

static const struct file_operations dial_fops = {
	.uring_cmd = dial_uring_cmd,
};
