// about: the handler fills a structure, and the callback reads another one that begins with a length
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct press_job_pdu {
	void *job;
	int status;
};

struct press_size_pdu {
	u32 length;
	u32 left;
};

static void press_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct press_size_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct press_size_pdu); // expect: pdu-raw-cast

	io_uring_cmd_done(cmd, pdu->left, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static int press_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct press_job_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct press_job_pdu);

	pdu->job = cmd->file->private_data;
	pdu->status = 0;
	io_uring_cmd_complete_in_task(cmd, press_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations press_fops = { .uring_cmd = press_uring_cmd };
