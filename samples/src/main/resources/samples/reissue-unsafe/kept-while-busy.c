// about: the draft stays in the PDU as long as the device is busy
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/slab.h>

struct press_draft {
	u32 sheets;
	u32 color;
};

struct press_pdu {
	struct press_draft *draft;
};

static int press_try(struct press *press, u32 sheets, unsigned int issue_flags)
{
	if (press_is_idle(press))
		return press_print(press, sheets) ? -EIO : 0;
	if (issue_flags & IO_URING_F_NONBLOCK)
		return -EAGAIN;
	return -EBUSY;
}

static int press_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct press_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct press_pdu);
	int ret;

	if (!(cmd->flags & IORING_URING_CMD_REISSUE)) {
		pdu->draft = kzalloc(sizeof(*pdu->draft), GFP_NOWAIT);
		if (!pdu->draft)
			return -ENOMEM;
		pdu->draft->sheets = READ_ONCE(cmd->sqe->len);
	}
	ret = press_try(cmd->file->private_data, pdu->draft->sheets, issue_flags);
	if (ret != -EAGAIN)
		kfree(pdu->draft);
	return ret;
}

static const struct file_operations press_fops = { .uring_cmd = press_uring_cmd };
