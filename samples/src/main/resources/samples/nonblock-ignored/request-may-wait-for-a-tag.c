// about: the flag is looked at, but the request is allocated as if it was not
// origin: written for this rule
#include <linux/blk-mq.h>
#include <linux/io_uring/cmd.h>

static int crane_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct crane *crane = cmd->file->private_data;
	blk_mq_req_flags_t flags = 0;
	gfp_t gfp = GFP_KERNEL;
	struct request *req;

	if (issue_flags & IO_URING_F_NONBLOCK)
		gfp = GFP_NOWAIT;
	req = blk_mq_alloc_request(crane->queue, REQ_OP_DRV_OUT, flags); // expect: nonblock-ignored
	if (IS_ERR(req))
		return PTR_ERR(req);
	return crane_lift(crane, req, gfp);
}

static const struct file_operations crane_fops = { .uring_cmd = crane_uring_cmd };
