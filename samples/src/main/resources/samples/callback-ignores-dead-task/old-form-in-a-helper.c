// about: the old form of task work, whose helper fills the buffer before it looks at the flag
// origin: written for this rule
// kernel: 6.15
#include <linux/io_uring/cmd.h>
#include <linux/uaccess.h>

struct survey_pdu {
	u32 __user *answer;
	u32 value;
};

static int survey_answer(struct survey_pdu *pdu)
{
	return put_user(pdu->value, pdu->answer);
}

static void survey_tw(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct survey_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct survey_pdu);
	int ret = survey_answer(pdu); // expect: callback-ignores-dead-task

	if (issue_flags & IO_URING_F_TASK_DEAD)
		ret = -ECANCELED;
	io_uring_cmd_done(cmd, ret, 0, issue_flags);
}

static int survey_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct survey_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct survey_pdu);

	pdu->answer = u64_to_user_ptr(READ_ONCE(cmd->sqe->addr));
	pdu->value = cmd->cmd_op;
	io_uring_cmd_complete_in_task(cmd, survey_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations survey_fops = {
	.uring_cmd = survey_uring_cmd,
};
