// about: the same driver with the store where it belongs
// origin: written for this rule
#include <linux/blk-mq.h>
#include <linux/io_uring/cmd.h>

struct frob_pdu {
	struct request *req;
	int status;
};

static void frob_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct frob_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct frob_pdu);
	int status = pdu->status;

	blk_mq_free_request(pdu->req);
	io_uring_cmd_done(cmd, status, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static enum rq_end_io_ret frob_end_io(struct request *req, blk_status_t err,
				      const struct io_comp_batch *iob)
{
	struct io_uring_cmd *cmd = req->end_io_data;
	struct frob_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct frob_pdu);

	pdu->status = blk_status_to_errno(err);
	io_uring_cmd_do_in_task_lazy(cmd, frob_tw);
	return RQ_END_IO_NONE;
}

static int frob_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct frob_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct frob_pdu);
	blk_mq_req_flags_t flags = issue_flags & IO_URING_F_NONBLOCK ? BLK_MQ_REQ_NOWAIT : 0;
	struct request *req;

	req = blk_mq_alloc_request(cmd->file->private_data, REQ_OP_DRV_IN, flags);
	if (IS_ERR(req))
		return PTR_ERR(req);
	req->end_io = frob_end_io;
	req->end_io_data = cmd;
	pdu->req = req;
	blk_execute_rq_nowait(req, false);
	return -EIOCBQUEUED;
}

static const struct file_operations frob_fops = { .uring_cmd = frob_uring_cmd };
