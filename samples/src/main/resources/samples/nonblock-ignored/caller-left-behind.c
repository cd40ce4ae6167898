// about: of a patch a part applies: a function takes less than before, and its caller still gives the old arguments
// origin: written for this rule
#include <linux/blk-mq.h>
#include <linux/io_uring/cmd.h>

static struct request *hoist_request(struct request_queue *queue, unsigned int timeout, blk_mq_req_flags_t flags)
{
	struct request *req = blk_mq_alloc_request(queue, REQ_OP_DRV_OUT, flags);

	if (!IS_ERR(req))
		req->timeout = timeout;
	return req;
}

static int hoist_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct hoist *hoist = cmd->file->private_data;
	blk_mq_req_flags_t flags = 0;
	struct request *req;

	if (issue_flags & IO_URING_F_NONBLOCK)
		flags = BLK_MQ_REQ_NOWAIT;
	// The call gives more than the function takes, so which of them are the flags is not known.
	req = hoist_request(hoist->queue, hoist->timeout, 0, 0, flags);
	if (IS_ERR(req))
		return PTR_ERR(req);
	return hoist_up(hoist, req);
}

static const struct file_operations hoist_fops = { .uring_cmd = hoist_uring_cmd };
