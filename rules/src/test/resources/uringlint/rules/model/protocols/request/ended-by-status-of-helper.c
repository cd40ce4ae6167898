// about: the helper ends the request when it fails, and its status is returned
#include <linux/blk-mq.h>

struct lute {
	void *memory;
	unsigned int strings;
};

static blk_status_t lute_play(struct lute *lute, struct request *rq)
{
	blk_mq_start_request(rq);
	if (blk_rq_bytes(rq) > PAGE_SIZE) {
		blk_mq_end_request(rq, BLK_STS_NOTSUPP);
		return BLK_STS_NOTSUPP; // twice
	}
	memset(lute->memory, 0, blk_rq_bytes(rq));
	blk_mq_end_request(rq, BLK_STS_OK);
	return BLK_STS_OK;
}

static blk_status_t lute_queue_rq(struct blk_mq_hw_ctx *hctx, const struct blk_mq_queue_data *bd)
{
	struct lute *lute = hctx->queue->queuedata;

	if (!lute->strings)
		return BLK_STS_IOERR;
	return lute_play(lute, bd->rq);
}

static const struct blk_mq_ops lute_ops = { .queue_rq = lute_queue_rq };
