// about: what another issue allocates again is freed before it, and never looked at
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/slab.h>

struct stove_pdu {
	u32 *log;
};

static void stove_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct stove_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct stove_pdu);
	u32 heat = *pdu->log;

	kfree(pdu->log);
	io_uring_cmd_done(cmd, heat ? 0 : -EIO, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static int stove_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct stove_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct stove_pdu);
	struct stove *stove = cmd->file->private_data;

	pdu->log = kzalloc(sizeof(*pdu->log), GFP_NOWAIT);
	if (!pdu->log)
		return -ENOMEM;
	if ((issue_flags & IO_URING_F_NONBLOCK) && stove_is_cold(stove)) {
		kfree(pdu->log);
		return -EAGAIN;
	}
	io_uring_cmd_complete_in_task(cmd, stove_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations stove_fops = { .uring_cmd = stove_uring_cmd };
