// about: the handler writes the field before the other file reads it
// origin: written for this rule
#include "tally.h"
#include <linux/fs.h>

static void tally_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);

	io_uring_cmd_done(cmd, io_uring_cmd_to_pdu(cmd, struct tally_pdu)->wanted & 0xff, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static int tally_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct tally_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct tally_pdu);
	int ret;

	pdu->wanted = cmd->cmd_op;
	pdu->seen = pdu->wanted;
	ret = tally_check(cmd);
	if (ret)
		return ret;
	io_uring_cmd_complete_in_task(cmd, tally_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations tally_fops = { .uring_cmd = tally_uring_cmd };
