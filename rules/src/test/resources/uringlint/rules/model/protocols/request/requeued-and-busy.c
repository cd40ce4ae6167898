// about: a request goes back to its queue, and the status gives it back again
#include <linux/blk-mq.h>

struct tuba {
	void __iomem *registers;
};

static int tuba_blow(struct tuba *tuba, unsigned int bytes)
{
	if (!readl(tuba->registers))
		return -EAGAIN;
	writel(bytes, tuba->registers + 4);
	return 0;
}

static blk_status_t tuba_queue_rq(struct blk_mq_hw_ctx *hctx, const struct blk_mq_queue_data *bd)
{
	struct tuba *tuba = hctx->queue->queuedata;
	struct request *rq = bd->rq;

	blk_mq_start_request(rq);
	if (tuba_blow(tuba, blk_rq_bytes(rq)) == -EAGAIN) {
		blk_mq_requeue_request(rq, true);
		return BLK_STS_RESOURCE; // twice
	}
	blk_mq_end_request(rq, BLK_STS_OK);
	return BLK_STS_OK;
}

static const struct blk_mq_ops tuba_ops = { .queue_rq = tuba_queue_rq };
