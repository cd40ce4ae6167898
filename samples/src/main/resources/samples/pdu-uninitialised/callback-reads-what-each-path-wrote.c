// about: the callback looks at a pointer that the handler sets for each command, and one that it sets only where a flag in the PDU says so
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/blk-mq.h>

struct wharf_pdu {
	struct bio *cargo;
	void *crane;
	bool lifted;
	int status;
};

struct wharf {
	struct request_queue *queue;
	void *crane;
};

static void wharf_unload(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct wharf_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct wharf_pdu);

	if (pdu->lifted)
		wharf_put_crane(pdu->crane);
	if (pdu->cargo)
		blk_rq_unmap_user(pdu->cargo);
	io_uring_cmd_done(cmd, pdu->status, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static enum rq_end_io_ret wharf_end_io(struct request *req, blk_status_t err, const struct io_comp_batch *iob)
{
	struct io_uring_cmd *cmd = req->end_io_data;
	struct wharf_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct wharf_pdu);

	pdu->status = blk_status_to_errno(err);
	io_uring_cmd_do_in_task_lazy(cmd, wharf_unload);
	return RQ_END_IO_FREE;
}

static int wharf_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct wharf_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct wharf_pdu);
	struct wharf *wharf = cmd->file->private_data;
	blk_mq_req_flags_t flags = 0;
	struct request *req;

	if (issue_flags & IO_URING_F_NONBLOCK)
		flags = BLK_MQ_REQ_NOWAIT;
	req = blk_mq_alloc_request(wharf->queue, REQ_OP_DRV_OUT, flags);
	if (IS_ERR(req))
		return PTR_ERR(req);
	if (cmd->cmd_op & 1)
		pdu->cargo = req->bio;
	else
		pdu->cargo = NULL;
	pdu->lifted = cmd->cmd_op > 8;
	if (pdu->lifted)
		pdu->crane = wharf->crane;
	req->end_io_data = cmd;
	req->end_io = wharf_end_io;
	blk_execute_rq_nowait(req, false);
	return -EIOCBQUEUED;
}

static const struct file_operations wharf_fops = { .uring_cmd = wharf_uring_cmd };
