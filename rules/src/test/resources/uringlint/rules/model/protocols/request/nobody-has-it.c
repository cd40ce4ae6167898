// about: success is returned, and the request was given to nobody
#include <linux/blk-mq.h>

static blk_status_t flute_queue_rq(struct blk_mq_hw_ctx *hctx, const struct blk_mq_queue_data *bd)
{
	struct flute *flute = hctx->driver_data;

	if (!flute->is_open)
		return BLK_STS_OK; // never
	blk_mq_start_request(bd->rq);
	blk_mq_end_request(bd->rq, BLK_STS_OK);
	return BLK_STS_OK;
}

static const struct blk_mq_ops flute_ops = { .queue_rq = flute_queue_rq };
