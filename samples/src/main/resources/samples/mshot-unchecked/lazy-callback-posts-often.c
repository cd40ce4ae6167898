// about: lazy task work may post a single CQE, and this one posts one for each event
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct drum_pdu {
	u16 group;
	u16 beats;
};

static int drum_post(struct io_uring_cmd *cmd)
{
	struct drum_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct drum_pdu);
	size_t size = 1;
	struct io_br_sel sel;

	while (pdu->beats--) {
		sel = io_uring_cmd_buffer_select(cmd, pdu->group, &size, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
		if (sel.val < 0)
			return sel.val;
		if (io_uring_mshot_cmd_post_cqe(cmd, &sel, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS)) // expect: mshot-unchecked
			return -ENOBUFS;
	}
	return 0;
}

static void drum_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);

	io_uring_cmd_done(cmd, drum_post(cmd), IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static int drum_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct drum_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct drum_pdu);

	if (!(cmd->flags & IORING_URING_CMD_MULTISHOT))
		return -EINVAL;
	pdu->group = READ_ONCE(cmd->sqe->buf_group);
	pdu->beats = 4;
	io_uring_cmd_do_in_task_lazy(cmd, drum_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations drum_fops = {
	.uring_cmd = drum_uring_cmd,
};
