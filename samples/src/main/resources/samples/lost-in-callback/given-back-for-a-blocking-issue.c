// about: a callback that gives the command back to the core for a blocking issue has done its duty
// origin: written for this rule
#include <linux/blkdev.h>
#include <linux/io_uring/cmd.h>

struct frob_pdu {
	int res;
	bool nowait;
};

static void frob_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct frob_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct frob_pdu);

	if (pdu->res == -EAGAIN && pdu->nowait)
		io_uring_cmd_issue_blocking(cmd);
	else
		io_uring_cmd_done(cmd, pdu->res, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static void frob_end_io(struct bio *bio)
{
	struct io_uring_cmd *cmd = bio->bi_private;
	struct frob_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct frob_pdu);

	pdu->res = blk_status_to_errno(bio->bi_status);
	io_uring_cmd_do_in_task_lazy(cmd, frob_tw);
	bio_put(bio);
}

static int frob_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct frob_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct frob_pdu);
	bool nowait = issue_flags & IO_URING_F_NONBLOCK;
	struct bio *bio;

	bio = bio_alloc(cmd->file->private_data, 0, REQ_OP_DISCARD | (nowait ? REQ_NOWAIT : 0),
			nowait ? GFP_NOWAIT : GFP_KERNEL);
	if (!bio)
		return nowait ? -EAGAIN : -ENOMEM;
	pdu->res = 0;
	pdu->nowait = nowait;
	bio->bi_private = cmd;
	bio->bi_end_io = frob_end_io;
	submit_bio(bio);
	return -EIOCBQUEUED;
}

static const struct file_operations frob_fops = { .uring_cmd = frob_uring_cmd };
