// about: the size check compares the pointer, which always fits
// origin: written for this rule
// kernel: 6.12
#include <linux/io_uring/cmd.h>

struct crane_pdu {
	struct crane *crane;
	int status;
};

static void crane_tw(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct crane_pdu *pdu = (struct crane_pdu *)cmd->pdu; // expect: pdu-raw-cast

	BUILD_BUG_ON(sizeof(pdu) > sizeof(cmd->pdu));
	io_uring_cmd_done(cmd, pdu->status, 0, issue_flags);
}

static int crane_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct crane_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct crane_pdu);

	pdu->status = 0;
	io_uring_cmd_complete_in_task(cmd, crane_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations crane_fops = { .uring_cmd = crane_uring_cmd };
