// about: a failed request completes the command in the interrupt, by the function that task work is
// origin: written for this rule
// kernel: 6.12
#include <linux/blk-mq.h>
#include <linux/io_uring/cmd.h>

struct tape_pdu {
	struct request *req;
	int error;
};

static void tape_tw(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct tape_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct tape_pdu);

	io_uring_cmd_done(cmd, pdu->error, 0, issue_flags);
}

static enum rq_end_io_ret tape_end_io(struct request *req, blk_status_t status)
{
	struct io_uring_cmd *cmd = req->end_io_data;
	struct tape_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct tape_pdu);

	pdu->error = blk_status_to_errno(status);
	if (status)
		tape_tw(cmd, IO_URING_F_UNLOCKED); // expect: done-in-atomic
	else
		io_uring_cmd_do_in_task_lazy(cmd, tape_tw);
	return RQ_END_IO_FREE;
}

static int tape_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct request *req = blk_mq_alloc_request(cmd->file->private_data, REQ_OP_DRV_IN,
						   BLK_MQ_REQ_NOWAIT);

	if (IS_ERR(req))
		return PTR_ERR(req);
	req->end_io_data = cmd;
	req->end_io = tape_end_io;
	blk_execute_rq_nowait(req, false);
	return -EIOCBQUEUED;
}

static const struct file_operations tape_fops = {
	.uring_cmd = tape_uring_cmd,
};
