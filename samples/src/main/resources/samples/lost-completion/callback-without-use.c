// about: the event prepares the waiting command for its callback, and never hands it over
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/fs.h>

struct chan_slot {
	struct io_uring_cmd *cmd;
	u32 seen;
};

struct chan_pdu {
	struct chan_slot *slot;
};

static void chan_event_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct chan_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct chan_pdu);

	io_uring_cmd_done(cmd, pdu->slot->seen, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

void chan_event(struct chan_slot *slot) // expect: lost-completion
{
	struct io_uring_cmd *cmd = slot->cmd;
	struct chan_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct chan_pdu);

	slot->seen++;
	pdu->slot = slot;
}

static int chan_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct chan_slot *slot = cmd->file->private_data;

	slot->cmd = cmd;
	return -EIOCBQUEUED;
}

static const struct file_operations chan_fops = { .uring_cmd = chan_uring_cmd };
