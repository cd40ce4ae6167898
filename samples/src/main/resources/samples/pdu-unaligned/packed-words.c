// about: a packed structure may lie anywhere, also with 64-bit members on old kernels
// origin: written for this rule
// kernel: 6.17
#include <linux/io_uring/cmd.h>

struct drum_pdu {
	u64 started;
	u64 ended;
	s16 status;
} __packed;

static void drum_tw(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct drum_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct drum_pdu);

	io_uring_cmd_done(cmd, pdu->status, 0, issue_flags);
}

static int drum_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct drum_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct drum_pdu);

	pdu->status = 0;
	io_uring_cmd_complete_in_task(cmd, drum_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations drum_fops = { .uring_cmd = drum_uring_cmd };
