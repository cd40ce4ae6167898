// about: the handler keeps what the callback needs
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct fax_pdu {
	int status;
	u16 buffer;
};

static void fax_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct fax_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct fax_pdu);

	fax_release(cmd->file->private_data, pdu->buffer);
	io_uring_cmd_done(cmd, pdu->status, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static int fax_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct fax_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct fax_pdu);

	pdu->buffer = READ_ONCE(cmd->sqe->buf_index);
	pdu->status = fax_send(cmd->file->private_data, pdu->buffer);
	io_uring_cmd_complete_in_task(cmd, fax_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations fax_fops = { .uring_cmd = fax_uring_cmd };
