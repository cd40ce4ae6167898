// about: a helper says whether the ring has room for the question and for both answers
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct tide_query {
	__u64 station;
	__u64 from;
	__u64 until;
	__u32 flags;
	__u32 pad;
};

struct tide_pdu {
	u64 height;
	int status;
};

static bool tide_has_room(unsigned int issue_flags)
{
	if (!(issue_flags & IO_URING_F_SQE128))
		return false;
	return issue_flags & IO_URING_F_CQE32;
}

static void tide_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct tide_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct tide_pdu);

	io_uring_cmd_done32(cmd, pdu->status, pdu->height, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static int tide_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct tide_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct tide_pdu);
	const struct tide_query *query;
	u64 from, until;

	if (!tide_has_room(issue_flags))
		return -EOPNOTSUPP;
	query = io_uring_sqe128_cmd(cmd->sqe, struct tide_query);
	from = READ_ONCE(query->from);
	until = READ_ONCE(query->until);
	if (from >= until)
		return -ERANGE;
	pdu->status = 0;
	pdu->height = tide_lookup(cmd->file->private_data, from, until);
	io_uring_cmd_do_in_task_lazy(cmd, tide_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations tide_fops = { .uring_cmd = tide_uring_cmd };
