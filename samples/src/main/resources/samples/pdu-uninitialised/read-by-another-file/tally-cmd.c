// about: the handler writes one of the two fields
// origin: written for this rule
#include "tally.h"
#include <linux/fs.h>

static int tally_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct tally_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct tally_pdu);

	pdu->wanted = cmd->cmd_op;
	io_uring_cmd_complete_in_task(cmd, tally_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations tally_fops = { .uring_cmd = tally_uring_cmd };
