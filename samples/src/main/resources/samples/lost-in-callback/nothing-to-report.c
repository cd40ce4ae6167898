// about: three-argument completion with flags, two-argument callback: nothing to report means nothing is completed
// origin: written for this rule
// kernel: 6.18
#include <linux/io_uring/cmd.h>

struct ring_pdu {
	int ret;
};

static void ring_tw(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct ring_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct ring_pdu);

	if (pdu->ret)
		io_uring_cmd_done(cmd, pdu->ret, issue_flags);
} // expect: lost-in-callback

static int ring_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct ring_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct ring_pdu);

	pdu->ret = cmd->cmd_op > 4 ? -EINVAL : 0;
	io_uring_cmd_do_in_task_lazy(cmd, ring_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations ring_fops = { .uring_cmd = ring_uring_cmd };
