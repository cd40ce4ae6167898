// about: the callback does not ask whether the command has ended
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct tick_pdu {
	u32 count;
	u16 group;
};

static void tick_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct tick_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct tick_pdu);
	struct io_br_sel sel;
	size_t len = sizeof(u32);

	sel = io_uring_cmd_buffer_select(cmd, pdu->group, &len, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
	sel.val = tw.cancel ? -ECANCELED : pdu->count;
	io_uring_mshot_cmd_post_cqe(cmd, &sel, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS); // expect: mshot-unchecked
	io_uring_cmd_done(cmd, 0, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static int tick_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct tick_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct tick_pdu);

	if (!(cmd->flags & IORING_URING_CMD_MULTISHOT))
		return -EINVAL;
	pdu->group = READ_ONCE(cmd->sqe->buf_group);
	pdu->count = tick_count(cmd->file);
	io_uring_cmd_complete_in_task(cmd, tick_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations tick_fops = { .uring_cmd = tick_uring_cmd };
