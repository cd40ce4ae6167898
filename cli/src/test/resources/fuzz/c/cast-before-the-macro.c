// about: this kernel has no macro, and the cast stands in one place beside a check of its size
// origin: written for this rule
// kernel: 6.7
#include <linux/io_uring.h>

struct winch_pdu {
	struct winch *winch;
	int status;
};

static inline struct winch_pdu *winch_pdu(struct io_uring_cmd *cmd)
{
	BUILD_BUG_ON(sizeof(struct winch_pdu) > sizeof(cmd->pdu));
	return (struct winch_pdu *)cmd->pdu;
}

static void winch_tw(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	io_uring_cmd_done(cmd, winch_pdu(cmd)->status, 0, issue_flags);
}

static int winch_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	winch_pdu(cmd)->status = 0;
	io_uring_cmd_complete_in_task(cmd, winch_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations winch_fops = { .uring_cmd = winch_uring_cmd };
