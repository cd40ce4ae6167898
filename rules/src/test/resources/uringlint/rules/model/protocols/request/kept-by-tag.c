// about: requests are kept by their tags, and the interrupt takes one out and ends it
#include <linux/blk-mq.h>
#include <linux/interrupt.h>

struct chorus {
	spinlock_t lock;
	struct request *voices[64];
	void __iomem *registers;
};

static irqreturn_t chorus_irq(int irq, void *data)
{
	struct chorus *chorus = data;
	u32 tag = readl(chorus->registers);
	struct request *rq;

	if (tag >= ARRAY_SIZE(chorus->voices))
		return IRQ_NONE;
	spin_lock(&chorus->lock);
	rq = chorus->voices[tag];
	chorus->voices[tag] = NULL;
	spin_unlock(&chorus->lock);
	if (!rq)
		return IRQ_NONE;
	blk_mq_end_request(rq, readl(chorus->registers + 4) ? BLK_STS_IOERR : BLK_STS_OK);
	return IRQ_HANDLED;
}

static blk_status_t chorus_queue_rq(struct blk_mq_hw_ctx *hctx, const struct blk_mq_queue_data *bd)
{
	struct chorus *chorus = hctx->queue->queuedata;
	struct request *rq = bd->rq;

	blk_mq_start_request(rq);
	spin_lock_irq(&chorus->lock);
	chorus->voices[rq->tag] = rq;
	spin_unlock_irq(&chorus->lock);
	writel(rq->tag, chorus->registers + 8);
	return BLK_STS_OK;
}

static int chorus_setup(struct chorus *chorus, int irq)
{
	return request_irq(irq, chorus_irq, 0, "chorus", chorus);
}

static const struct blk_mq_ops chorus_ops = { .queue_rq = chorus_queue_rq };
