// about: a request that cannot start is refused by the status, any other one is ended
#include <linux/blk-mq.h>

struct harp {
	void *memory;
	bool is_gone;
};

static blk_status_t harp_play(struct harp *harp, struct request *rq)
{
	if (blk_rq_bytes(rq) > PAGE_SIZE)
		return BLK_STS_NOTSUPP;
	memset(harp->memory, 0, blk_rq_bytes(rq));
	return BLK_STS_OK;
}

static blk_status_t harp_queue_rq(struct blk_mq_hw_ctx *hctx, const struct blk_mq_queue_data *bd)
{
	struct harp *harp = hctx->queue->queuedata;
	struct request *rq = bd->rq;
	blk_status_t status;

	if (harp->is_gone)
		return BLK_STS_IOERR;
	blk_mq_start_request(rq);
	status = harp_play(harp, rq);
	blk_mq_end_request(rq, status);
	return BLK_STS_OK;
}

static const struct blk_mq_ops harp_ops = { .queue_rq = harp_queue_rq };
