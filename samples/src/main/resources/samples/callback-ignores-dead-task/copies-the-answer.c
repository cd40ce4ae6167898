// about: task work copies the answer to the submitter's memory, whoever runs it
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/uaccess.h>

struct query_pdu {
	void __user *answer;
	u32 value;
};

static void query_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct query_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct query_pdu);
	int ret = 0;

	if (copy_to_user(pdu->answer, &pdu->value, sizeof(pdu->value))) // expect: callback-ignores-dead-task
		ret = -EFAULT;
	io_uring_cmd_done(cmd, ret, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static int query_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct query_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct query_pdu);

	pdu->answer = u64_to_user_ptr(READ_ONCE(cmd->sqe->addr));
	pdu->value = cmd->cmd_op;
	io_uring_cmd_complete_in_task(cmd, query_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations query_fops = {
	.uring_cmd = query_uring_cmd,
};
