// about: the end of a polled request completes with 0 after a look at the ring; the poll hook too
// origin: written for this rule
#include <linux/blk-mq.h>
#include <linux/io_uring/cmd.h>

struct spool_pdu {
	struct request *req;
	int error;
};

static void spool_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct spool_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct spool_pdu);

	io_uring_cmd_done(cmd, pdu->error, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static enum rq_end_io_ret spool_end_io(struct request *req, blk_status_t status, const struct io_comp_batch *batch)
{
	struct io_uring_cmd *cmd = req->end_io_data;
	struct spool_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct spool_pdu);

	pdu->error = blk_status_to_errno(status);
	if (blk_rq_is_poll(req) && batch && batch->poll_ctx == io_uring_cmd_ctx_handle(cmd))
		io_uring_cmd_done(cmd, pdu->error, 0);
	else
		io_uring_cmd_do_in_task_lazy(cmd, spool_tw);
	return RQ_END_IO_FREE;
}

static int spool_poll(struct io_uring_cmd *cmd, struct io_comp_batch *batch, unsigned int poll_flags)
{
	struct spool_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct spool_pdu);

	return blk_rq_poll(pdu->req, batch, poll_flags);
}

static int spool_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct spool_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct spool_pdu);
	struct request *req = blk_mq_alloc_request(cmd->file->private_data, REQ_OP_DRV_IN, BLK_MQ_REQ_NOWAIT);

	if (IS_ERR(req))
		return PTR_ERR(req);
	if (issue_flags & IO_URING_F_IOPOLL)
		req->cmd_flags |= REQ_POLLED;
	pdu->req = req;
	req->end_io_data = cmd;
	req->end_io = spool_end_io;
	blk_execute_rq_nowait(req, false);
	return -EIOCBQUEUED;
}

static const struct file_operations spool_fops = {
	.uring_cmd = spool_uring_cmd,
	.uring_cmd_iopoll = spool_poll,
};
