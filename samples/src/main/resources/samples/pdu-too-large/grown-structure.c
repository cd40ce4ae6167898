// about: the structure in the PDU got two members more, and the cast does not notice
// origin: written for this rule
// kernel: 6.7
#include <linux/io_uring.h>

struct widget_pdu {
	struct request *req;
	struct bio *bio;
	void __user *meta;
	unsigned long result;
	u32 meta_len;
	int status;
};

static struct widget_pdu *widget_pdu(struct io_uring_cmd *cmd)
{
	return (struct widget_pdu *)&cmd->pdu; // expect: pdu-too-large
}

static void widget_tw(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct widget_pdu *pdu = widget_pdu(cmd);

	io_uring_cmd_done(cmd, pdu->status, 0, issue_flags);
}

static int widget_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct widget_pdu *pdu = widget_pdu(cmd);

	pdu->status = 0;
	pdu->result = 7;
	io_uring_cmd_complete_in_task(cmd, widget_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations widget_fops = { .uring_cmd = widget_uring_cmd };
