// about: the handler hands over what the other file has handed over already
// origin: written for this rule
#include "flute.h"
#include <linux/fs.h>

void flute_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	io_uring_cmd_done(io_uring_cmd_from_tw(tw_req), 0, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static int flute_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct flute *flute = cmd->file->private_data;

	flute_play(flute, cmd);
	io_uring_cmd_complete_in_task(cmd, flute_tw); // expect: double-handoff
	return -EIOCBQUEUED;
}

static const struct file_operations flute_fops = { .uring_cmd = flute_uring_cmd };
