// about: a request is ended with an error, and the error is returned too
#include <linux/blk-mq.h>

static blk_status_t drum_queue_rq(struct blk_mq_hw_ctx *hctx, const struct blk_mq_queue_data *bd)
{
	struct request *rq = bd->rq;

	blk_mq_start_request(rq);
	if (drum_start(hctx->driver_data, rq)) {
		blk_mq_end_request(rq, BLK_STS_IOERR);
		return BLK_STS_IOERR; // twice
	}
	blk_mq_end_request(rq, BLK_STS_OK);
	return BLK_STS_OK;
}

static const struct blk_mq_ops drum_ops = { .queue_rq = drum_queue_rq };
