// about: the command never outlives the handler
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct view_pdu {
	struct view_ctx *ctx;
};

struct view_ctx {
	u32 width;
	u32 height;
};

static int view_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct view_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct view_pdu);
	struct view_ctx ctx = { .width = READ_ONCE(cmd->sqe->len) };

	pdu->ctx = &ctx;
	if (!pdu->ctx->width)
		return -EINVAL;
	return 0;
}

static const struct file_operations view_fops = { .uring_cmd = view_uring_cmd };
