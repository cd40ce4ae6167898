// about: a block request always ends, if only by its timeout, so nothing else has to end the command
// origin: written for this rule
// kernel: 6.1
#include <linux/blk-mq.h>
#include <linux/io_uring.h>

struct widget_pdu {
	int status;
};

static void widget_tw(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct widget_pdu *pdu = (struct widget_pdu *)&cmd->pdu;

	BUILD_BUG_ON(sizeof(struct widget_pdu) > sizeof(cmd->pdu));
	io_uring_cmd_done(cmd, pdu->status, 0, issue_flags);
}

static enum rq_end_io_ret widget_end_io(struct request *req, blk_status_t err)
{
	struct io_uring_cmd *cmd = req->end_io_data;
	struct widget_pdu *pdu = (struct widget_pdu *)&cmd->pdu;

	pdu->status = blk_status_to_errno(err);
	io_uring_cmd_complete_in_task(cmd, widget_tw);
	return RQ_END_IO_FREE;
}

static int widget_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	blk_mq_req_flags_t flags = issue_flags & IO_URING_F_NONBLOCK ? BLK_MQ_REQ_NOWAIT : 0;
	struct request *req = blk_mq_alloc_request(cmd->file->private_data, REQ_OP_DRV_IN, flags);

	if (IS_ERR(req))
		return PTR_ERR(req);
	req->end_io = widget_end_io;
	req->end_io_data = cmd;
	blk_execute_rq_nowait(req, false);
	return -EIOCBQUEUED;
}

static const struct file_operations widget_fops = { .uring_cmd = widget_uring_cmd };
