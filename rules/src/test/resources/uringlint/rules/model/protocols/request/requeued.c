// about: a request that the device refuses goes back to its queue
#include <linux/blk-mq.h>

struct oboe {
	void __iomem *registers;
};

static int oboe_blow(struct oboe *oboe, unsigned int bytes)
{
	if (!readl(oboe->registers))
		return -EAGAIN;
	writel(bytes, oboe->registers + 4);
	return 0;
}

static blk_status_t oboe_queue_rq(struct blk_mq_hw_ctx *hctx, const struct blk_mq_queue_data *bd)
{
	struct oboe *oboe = hctx->queue->queuedata;
	struct request *rq = bd->rq;

	blk_mq_start_request(rq);
	if (oboe_blow(oboe, blk_rq_bytes(rq)) == -EAGAIN) {
		blk_mq_requeue_request(rq, true);
		return BLK_STS_OK;
	}
	blk_mq_end_request(rq, BLK_STS_OK);
	return BLK_STS_OK;
}

static const struct blk_mq_ops oboe_ops = { .queue_rq = oboe_queue_rq };
