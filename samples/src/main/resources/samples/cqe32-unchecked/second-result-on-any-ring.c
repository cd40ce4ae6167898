// about: the handler tests the size of the SQE, but not that of the CQE
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct probe_arg {
	__u64 addr;
	__u64 token;
	__u64 size;
};

struct probe_pdu {
	u64 measured;
};

static void probe_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct probe_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct probe_pdu);

	io_uring_cmd_done32(cmd, 0, pdu->measured, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static int probe_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	const struct probe_arg *arg = io_uring_sqe128_cmd(cmd->sqe, struct probe_arg);
	struct probe_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct probe_pdu);

	if (!(issue_flags & IO_URING_F_SQE128)) // expect: cqe32-unchecked
		return -EOPNOTSUPP;
	pdu->measured = probe_measure(cmd->file, READ_ONCE(arg->size));
	io_uring_cmd_complete_in_task(cmd, probe_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations probe_fops = { .uring_cmd = probe_uring_cmd };
