// about: task work asks its token, and copies only for a task that lives
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/uaccess.h>

struct census_pdu {
	void __user *answer;
	u32 value;
};

static int census_copy(struct census_pdu *pdu)
{
	return copy_to_user(pdu->answer, &pdu->value, sizeof(pdu->value)) ? -EFAULT : 0;
}

static void census_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct census_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct census_pdu);
	int ret = -ECANCELED;

	if (!tw.cancel)
		ret = census_copy(pdu);
	io_uring_cmd_done(cmd, ret, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static int census_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct census_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct census_pdu);

	pdu->answer = u64_to_user_ptr(READ_ONCE(cmd->sqe->addr));
	pdu->value = cmd->cmd_op;
	io_uring_cmd_complete_in_task(cmd, census_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations census_fops = {
	.uring_cmd = census_uring_cmd,
};
