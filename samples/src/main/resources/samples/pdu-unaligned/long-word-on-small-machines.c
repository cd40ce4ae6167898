// about: up to 6.18 the PDU lies at 20 bytes on 32-bit machines, where the u64 would need 8
// origin: written for this rule
// kernel: 6.17
#include <linux/io_uring/cmd.h>

struct clock_pdu {
	u64 expires;
	int status;
};

static void clock_tw(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct clock_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct clock_pdu);

	io_uring_cmd_done(cmd, pdu->status, 0, issue_flags);
}

static int clock_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct clock_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct clock_pdu); // expect: pdu-unaligned

	pdu->status = 0;
	io_uring_cmd_complete_in_task(cmd, clock_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations clock_fops = { .uring_cmd = clock_uring_cmd };
