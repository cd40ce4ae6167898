// about: an accessor casts, and the handler does so twice itself
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct crane_pdu {
	u32 load;
	int status;
};

static inline struct crane_pdu *crane_pdu(struct io_uring_cmd *ioucmd)
{
	return (struct crane_pdu *)&ioucmd->pdu; // expect: pdu-raw-cast
}

static void crane_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);

	io_uring_cmd_done(cmd, crane_pdu(cmd)->status, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static int crane_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	((struct crane_pdu *)cmd->pdu)->status = 0; // expect: pdu-raw-cast
	((struct crane_pdu *)&cmd->pdu[0])->load = READ_ONCE(cmd->sqe->len);
	io_uring_cmd_complete_in_task(cmd, crane_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations crane_fops = { .uring_cmd = crane_uring_cmd };
