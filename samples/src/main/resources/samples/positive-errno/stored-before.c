// about: a number without its sign lies in a variable or in the PDU before it is a result
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct loom_pdu {
	int outcome;
	u32 threads;
};

static void loom_report(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct loom_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct loom_pdu);

	io_uring_cmd_done(cmd, pdu->outcome, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS); // expect: positive-errno
}

static int loom_weave(struct io_uring_cmd *cmd)
{
	int ret = 0;

	if (cmd->cmd_op > 4)
		ret = ENOTTY;
	return ret; // expect: positive-errno
}

static int loom_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct loom_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct loom_pdu);

	if (cmd->cmd_op)
		return loom_weave(cmd);
	pdu->threads = READ_ONCE(cmd->sqe->len);
	pdu->outcome = pdu->threads;
	if (pdu->threads > 64)
		pdu->outcome = E2BIG;
	io_uring_cmd_complete_in_task(cmd, loom_report);
	return -EIOCBQUEUED;
}

static const struct file_operations loom_fops = { .uring_cmd = loom_uring_cmd };
