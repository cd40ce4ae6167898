// about: a cancel call finds the PDU as the handler left it
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct stew {
	spinlock_t lock;
	struct io_uring_cmd *cmd[8];
};

struct stew_pdu {
	struct stew *stew;
	u32 tag;
};

static void stew_cancel(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct stew_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct stew_pdu);
	struct io_uring_cmd *taken;

	taken = xchg(&pdu->stew->cmd[pdu->tag], NULL);
	if (taken)
		io_uring_cmd_done(taken, -ECANCELED, issue_flags);
}

static int stew_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct stew_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct stew_pdu);
	struct stew *stew = cmd->file->private_data;
	u32 tag;

	if (issue_flags & IO_URING_F_CANCEL) {
		stew_cancel(cmd, issue_flags);
		return 0;
	}
	tag = READ_ONCE(cmd->sqe->len);
	if (tag >= 8)
		return -EINVAL;
	pdu->stew = stew;
	pdu->tag = tag;
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	stew->cmd[tag] = cmd;
	return -EIOCBQUEUED;
}

static const struct file_operations stew_fops = { .uring_cmd = stew_uring_cmd };
