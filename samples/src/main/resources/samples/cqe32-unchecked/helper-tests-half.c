// about: the helper that asks what the ring can do asks for the wide SQE alone
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct dune_query {
	__u64 ridge;
	__u64 from;
	__u64 until;
};

struct dune_pdu {
	u64 height;
	int status;
};

static int dune_ring_fits(unsigned int issue_flags)
{
	if (!(issue_flags & IO_URING_F_SQE128)) // expect: cqe32-unchecked
		return -EOPNOTSUPP;
	return 0;
}

static void dune_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct dune_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct dune_pdu);

	io_uring_cmd_done32(cmd, pdu->status, pdu->height, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static int dune_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct dune_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct dune_pdu);
	const struct dune_query *query;
	u64 from, until;
	int ret;

	ret = dune_ring_fits(issue_flags);
	if (ret)
		return ret;
	query = io_uring_sqe128_cmd(cmd->sqe, struct dune_query);
	from = READ_ONCE(query->from);
	until = READ_ONCE(query->until);
	if (from >= until)
		return -ERANGE;
	pdu->status = 0;
	pdu->height = dune_lookup(cmd->file->private_data, from, until);
	io_uring_cmd_do_in_task_lazy(cmd, dune_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations dune_fops = { .uring_cmd = dune_uring_cmd };
