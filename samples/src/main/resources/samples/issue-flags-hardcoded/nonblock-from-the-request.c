// about: task work of the old form makes up submission flags from what the request was, and has flags of its own
// origin: written for this rule
// kernel: 6.12
#include <linux/blk-mq.h>
#include <linux/io_uring/cmd.h>

struct wipe_pdu {
	struct request *req;
	bool nowait;
	int error;
};

static void wipe_tw(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct wipe_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct wipe_pdu);

	blk_mq_free_request(pdu->req);
	io_uring_cmd_done(cmd, pdu->error, 0, // expect: issue-flags-hardcoded
			  pdu->nowait ? IO_URING_F_NONBLOCK : 0);
}

static enum rq_end_io_ret wipe_end_io(struct request *req, blk_status_t status)
{
	struct io_uring_cmd *cmd = req->end_io_data;
	struct wipe_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct wipe_pdu);

	pdu->error = blk_status_to_errno(status);
	io_uring_cmd_do_in_task_lazy(cmd, wipe_tw);
	return RQ_END_IO_NONE;
}

static int wipe_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct wipe_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct wipe_pdu);
	struct request_queue *queue = cmd->file->private_data;
	struct request *req;

	req = blk_mq_alloc_request(queue, REQ_OP_DRV_OUT, BLK_MQ_REQ_NOWAIT);
	if (IS_ERR(req))
		return PTR_ERR(req);
	pdu->req = req;
	pdu->nowait = issue_flags & IO_URING_F_NONBLOCK;
	req->end_io_data = cmd;
	req->end_io = wipe_end_io;
	blk_execute_rq_nowait(req, false);
	return -EIOCBQUEUED;
}

static const struct file_operations wipe_fops = {
	.uring_cmd = wipe_uring_cmd,
};
