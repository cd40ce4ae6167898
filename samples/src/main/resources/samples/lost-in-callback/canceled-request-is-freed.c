// about: a request that was canceled is freed without a word to the command
// origin: written for this rule
// kernel: 6.12
#include <linux/blk-mq.h>
#include <linux/io_uring/cmd.h>

struct frob_pdu {
	int status;
};

static void frob_task_cb(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct frob_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct frob_pdu);

	io_uring_cmd_done(cmd, pdu->status, 0, issue_flags);
}

static enum rq_end_io_ret frob_end_io(struct request *req, blk_status_t err)
{
	struct io_uring_cmd *cmd = req->end_io_data;
	struct frob_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct frob_pdu);

	if (err == BLK_STS_TIMEOUT)
		return RQ_END_IO_FREE; // expect: lost-in-callback
	pdu->status = blk_status_to_errno(err);
	io_uring_cmd_do_in_task_lazy(cmd, frob_task_cb);
	return RQ_END_IO_FREE;
}

static int frob_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	blk_mq_req_flags_t flags = issue_flags & IO_URING_F_NONBLOCK ? BLK_MQ_REQ_NOWAIT : 0;
	struct request *req = blk_mq_alloc_request(cmd->file->private_data, REQ_OP_DRV_IN, flags);

	if (IS_ERR(req))
		return PTR_ERR(req);
	req->end_io = frob_end_io;
	req->end_io_data = cmd;
	blk_execute_rq_nowait(req, false);
	return -EIOCBQUEUED;
}

static const struct file_operations frob_fops = { .uring_cmd = frob_uring_cmd };
