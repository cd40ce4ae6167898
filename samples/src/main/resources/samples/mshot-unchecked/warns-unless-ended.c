// about: the result is looked at by the warning that it cannot be false
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct pulse_pdu {
	u16 group;
};

static void pulse_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct pulse_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct pulse_pdu);
	struct io_br_sel sel;
	size_t len = sizeof(u32);

	sel = io_uring_cmd_buffer_select(cmd, pdu->group, &len, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
	sel.val = 0;
	WARN_ON_ONCE(!io_uring_mshot_cmd_post_cqe(cmd, &sel, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS));
	io_uring_cmd_done(cmd, tw.cancel ? -ECANCELED : 0, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static int pulse_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct pulse_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct pulse_pdu);

	if (!(cmd->flags & IORING_URING_CMD_MULTISHOT))
		return -EINVAL;
	pdu->group = READ_ONCE(cmd->sqe->buf_group);
	io_uring_cmd_complete_in_task(cmd, pulse_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations pulse_fops = { .uring_cmd = pulse_uring_cmd };
