// about: an address is kept in the PDU by way of a void pointer
// origin: written for this rule
#include <linux/io_uring/cmd.h>

static void hoist_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	void *slot = cmd->pdu;
	unsigned long *address = slot; // expect: pdu-raw-cast

	io_uring_cmd_done(cmd, hoist_finish((void *)*address), IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static int hoist_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	*(unsigned long *)cmd->pdu = (unsigned long)cmd->file->private_data; // expect: pdu-raw-cast
	io_uring_cmd_complete_in_task(cmd, hoist_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations hoist_fops = { .uring_cmd = hoist_uring_cmd };
