// about: the end of a request that is polled for completes the command, whichever ring polled
// origin: written for this rule
// kernel: 6.12
#include <linux/blk-mq.h>
#include <linux/io_uring/cmd.h>

struct reel_pdu {
	int error;
};

static void reel_tw(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct reel_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct reel_pdu);

	io_uring_cmd_done(cmd, pdu->error, 0, issue_flags);
}

static enum rq_end_io_ret reel_end_io(struct request *req, blk_status_t status)
{
	struct io_uring_cmd *cmd = req->end_io_data;
	struct reel_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct reel_pdu);

	pdu->error = blk_status_to_errno(status);
	if (blk_rq_is_poll(req))
		io_uring_cmd_iopoll_done(cmd, pdu->error, 0); // expect: done-in-atomic
	else
		io_uring_cmd_do_in_task_lazy(cmd, reel_tw);
	return RQ_END_IO_FREE;
}

static int reel_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct request *req = blk_mq_alloc_request(cmd->file->private_data, REQ_OP_DRV_IN, BLK_MQ_REQ_NOWAIT);

	if (IS_ERR(req))
		return PTR_ERR(req);
	req->end_io_data = cmd;
	req->end_io = reel_end_io;
	blk_execute_rq_nowait(req, false);
	return -EIOCBQUEUED;
}

static const struct file_operations reel_fops = {
	.uring_cmd = reel_uring_cmd,
};
