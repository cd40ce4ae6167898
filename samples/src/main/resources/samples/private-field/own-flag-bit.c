// about: the driver keeps a mark of its own among the flags of the command
// origin: written for this rule
#include <linux/io_uring/cmd.h>

#define RADAR_SEEN	(1U << 16)

static void radar_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);

	io_uring_cmd_done(cmd, cmd->flags & RADAR_SEEN ? 1 : 0, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static int radar_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	cmd->flags |= RADAR_SEEN; // expect: private-field
	io_uring_cmd_complete_in_task(cmd, radar_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations radar_fops = { .uring_cmd = radar_uring_cmd };
