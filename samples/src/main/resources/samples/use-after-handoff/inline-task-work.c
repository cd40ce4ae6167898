// about: with the ring's lock held the task work cannot overtake the handler, which may still write its own command
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct ring_pdu {
	u32 sequence;
};

struct ring {
	atomic_t sequence;
};

static void ring_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct ring_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct ring_pdu);

	io_uring_cmd_done(cmd, pdu->sequence & 0xffff, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static int ring_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct ring *ring = cmd->file->private_data;
	struct ring_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct ring_pdu);

	if (issue_flags & IO_URING_F_UNLOCKED)
		return -EOPNOTSUPP;
	io_uring_cmd_complete_in_task(cmd, ring_tw);
	pdu->sequence = atomic_inc_return(&ring->sequence);
	return -EIOCBQUEUED;
}

static const struct file_operations ring_fops = { .uring_cmd = ring_uring_cmd };
