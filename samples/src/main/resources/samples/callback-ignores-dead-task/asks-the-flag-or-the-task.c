// about: one callback tests the flag of its time, another one compares the task; a worker copies nothing
// origin: written for this rule
// kernel: 6.13
#include <linux/io_uring/cmd.h>
#include <linux/sched.h>
#include <linux/uaccess.h>

struct meter_pdu {
	u32 __user *place;
	u32 value;
	struct task_struct *task;
};

static void meter_tw(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct meter_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct meter_pdu);
	int ret = -ECANCELED;

	if (!(issue_flags & IO_URING_F_TASK_DEAD))
		ret = put_user(pdu->value, pdu->place);
	io_uring_cmd_done(cmd, ret, 0, issue_flags);
}

static void meter_slow_tw(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct meter_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct meter_pdu);
	int ret = 0;

	if (current != pdu->task) {
		io_uring_cmd_done(cmd, -ESRCH, 0, issue_flags);
		return;
	}
	if (get_user(pdu->value, pdu->place))
		ret = -EFAULT;
	io_uring_cmd_done(cmd, ret, 0, issue_flags);
}

static int meter_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct meter_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct meter_pdu);

	pdu->place = u64_to_user_ptr(READ_ONCE(cmd->sqe->addr));
	pdu->value = 0;
	pdu->task = io_uring_cmd_get_task(cmd);
	if (cmd->cmd_op)
		io_uring_cmd_complete_in_task(cmd, meter_slow_tw);
	else
		io_uring_cmd_complete_in_task(cmd, meter_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations meter_fops = {
	.uring_cmd = meter_uring_cmd,
};
