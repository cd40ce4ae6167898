// about: a file offset is the result of the completion
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct spool_pdu {
	loff_t end;
};

static void spool_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	loff_t end = io_uring_cmd_to_pdu(cmd, struct spool_pdu)->end;

	io_uring_cmd_done(cmd, end, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS); // expect: result-truncated
}

static int spool_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	io_uring_cmd_to_pdu(cmd, struct spool_pdu)->end = spool_end(cmd->file->private_data);
	io_uring_cmd_complete_in_task(cmd, spool_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations spool_fops = { .uring_cmd = spool_uring_cmd };
