// about: the opcode is all that the handler needs, and the core has latched that
// origin: written for this rule
#include <linux/blk_types.h>
#include <linux/io_uring/cmd.h>

struct wipe_pdu {
	int res;
	bool nowait;
};

static void wipe_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct wipe_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct wipe_pdu);

	if (pdu->res == -EAGAIN && pdu->nowait)
		io_uring_cmd_issue_blocking(cmd);
	else
		io_uring_cmd_done(cmd, pdu->res, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static void wipe_end_io(struct bio *bio)
{
	struct io_uring_cmd *cmd = bio->bi_private;
	struct wipe_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct wipe_pdu);

	pdu->res = blk_status_to_errno(bio->bi_status);
	io_uring_cmd_do_in_task_lazy(cmd, wipe_tw);
	bio_put(bio);
}

static int wipe_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct wipe_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct wipe_pdu);
	struct bio *bio;

	pdu->res = 0;
	pdu->nowait = issue_flags & IO_URING_F_NONBLOCK;
	bio = wipe_zone(cmd->file, cmd->cmd_op, pdu->nowait);
	if (!bio)
		return -ENOMEM;
	bio->bi_private = cmd;
	bio->bi_end_io = wipe_end_io;
	submit_bio(bio);
	return -EIOCBQUEUED;
}

static const struct file_operations wipe_fops = { .uring_cmd = wipe_uring_cmd };
