// about: the result has a place in the PDU
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct shot_pdu {
	int result;
};

static void shot_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct shot_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct shot_pdu);

	io_uring_cmd_done(cmd, pdu->result < 0 ? -EIO : 0, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static int shot_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct shot_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct shot_pdu);

	pdu->result = shot_start(cmd->file);
	io_uring_cmd_complete_in_task(cmd, shot_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations shot_fops = { .uring_cmd = shot_uring_cmd };
