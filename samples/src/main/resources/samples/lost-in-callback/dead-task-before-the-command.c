// about: the task work returns for a task that is gone before it asks which command it was called for
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct bell_pdu {
	u32 tone;
};

static void bell_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct bell_pdu *pdu;
	struct io_uring_cmd *cmd;

	if (tw.cancel)
		return; // expect: lost-in-callback
	cmd = io_uring_cmd_from_tw(tw_req);
	pdu = io_uring_cmd_to_pdu(cmd, struct bell_pdu);
	io_uring_cmd_done(cmd, pdu->tone, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static int bell_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	io_uring_cmd_to_pdu(cmd, struct bell_pdu)->tone = READ_ONCE(cmd->sqe->len);
	io_uring_cmd_complete_in_task(cmd, bell_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations bell_fops = { .uring_cmd = bell_uring_cmd };
