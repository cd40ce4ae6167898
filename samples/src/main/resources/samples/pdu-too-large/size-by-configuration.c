// about: whether the structure fits depends on the configuration, so nothing is said
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct valve_pdu {
	u64 opened;
	u64 closed;
#ifdef CONFIG_VALVE_STATISTICS
	u64 counts[4];
#endif
	int status;
};

static void valve_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);

	io_uring_cmd_done(cmd, io_uring_cmd_to_pdu(cmd, struct valve_pdu)->status, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static int valve_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	io_uring_cmd_to_pdu(cmd, struct valve_pdu)->status = 0;
	io_uring_cmd_complete_in_task(cmd, valve_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations valve_fops = { .uring_cmd = valve_uring_cmd };
