// about: each kind of command has a structure and a callback of its own
// origin: written for this rule
#include <linux/io_uring/cmd.h>

enum { SORTER_FEED, SORTER_COUNT };

struct sorter_feed_pdu {
	void *tray;
	int status;
};

struct sorter_count_pdu {
	u32 counted;
};

static void sorter_feed_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);

	io_uring_cmd_done(cmd, io_uring_cmd_to_pdu(cmd, struct sorter_feed_pdu)->status,
			  IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static void sorter_count_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);

	io_uring_cmd_done(cmd, io_uring_cmd_to_pdu(cmd, struct sorter_count_pdu)->counted,
			  IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static int sorter_feed(struct io_uring_cmd *cmd)
{
	struct sorter_feed_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct sorter_feed_pdu);

	pdu->status = 0;
	io_uring_cmd_complete_in_task(cmd, sorter_feed_tw);
	return -EIOCBQUEUED;
}

static int sorter_count(struct io_uring_cmd *cmd)
{
	io_uring_cmd_to_pdu(cmd, struct sorter_count_pdu)->counted = 3;
	io_uring_cmd_complete_in_task(cmd, sorter_count_tw);
	return -EIOCBQUEUED;
}

static int sorter_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	switch (cmd->cmd_op) {
	case SORTER_FEED:
		return sorter_feed(cmd);
	case SORTER_COUNT:
		return sorter_count(cmd);
	default:
		return -EOPNOTSUPP;
	}
}

static const struct file_operations sorter_fops = { .uring_cmd = sorter_uring_cmd };
