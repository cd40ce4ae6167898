// about: an error behind the allocation loses the buffer
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/slab.h>

struct mail_pdu {
	void *text;
};

static void mail_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct mail_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct mail_pdu);

	kfree(pdu->text);
	io_uring_cmd_done(cmd, 0, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static int mail_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct mail_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct mail_pdu);

	pdu->text = kzalloc(128, GFP_KERNEL);
	if (!pdu->text)
		return -ENOMEM;
	if (!mail_is_up(cmd->file))
		return -ENETDOWN; // expect: pdu-leak
	io_uring_cmd_complete_in_task(cmd, mail_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations mail_fops = { .uring_cmd = mail_uring_cmd };
