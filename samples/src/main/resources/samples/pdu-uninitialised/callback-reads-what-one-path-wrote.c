// about: the callback looks at a pointer that the handler sets only for commands with data; the status comes from the interrupt
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/blk-mq.h>

struct quay_pdu {
	struct bio *cargo;
	int status;
};

struct quay {
	struct request_queue *queue;
};

static void quay_unload(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct quay_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct quay_pdu);

	if (pdu->cargo) // expect: pdu-uninitialised
		blk_rq_unmap_user(pdu->cargo);
	io_uring_cmd_done(cmd, pdu->status, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static enum rq_end_io_ret quay_end_io(struct request *req, blk_status_t err, const struct io_comp_batch *iob)
{
	struct io_uring_cmd *cmd = req->end_io_data;
	struct quay_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct quay_pdu);

	pdu->status = blk_status_to_errno(err);
	io_uring_cmd_do_in_task_lazy(cmd, quay_unload);
	return RQ_END_IO_FREE;
}

static int quay_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct quay_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct quay_pdu);
	struct quay *quay = cmd->file->private_data;
	blk_mq_req_flags_t flags = 0;
	struct request *req;

	if (issue_flags & IO_URING_F_NONBLOCK)
		flags = BLK_MQ_REQ_NOWAIT;
	req = blk_mq_alloc_request(quay->queue, REQ_OP_DRV_OUT, flags);
	if (IS_ERR(req))
		return PTR_ERR(req);
	if (cmd->cmd_op & 1)
		pdu->cargo = req->bio;
	req->end_io_data = cmd;
	req->end_io = quay_end_io;
	blk_execute_rq_nowait(req, false);
	return -EIOCBQUEUED;
}

static const struct file_operations quay_fops = { .uring_cmd = quay_uring_cmd };
