// about: the interrupt takes a request out and forgets it when the device has an error
#include <linux/blk-mq.h>
#include <linux/interrupt.h>

struct choir {
	spinlock_t lock;
	struct request *voices[64];
	void __iomem *registers;
};

static irqreturn_t choir_irq(int irq, void *data)
{
	struct choir *choir = data;
	u32 tag = readl(choir->registers);
	struct request *rq;

	if (tag >= ARRAY_SIZE(choir->voices))
		return IRQ_NONE;
	spin_lock(&choir->lock);
	rq = choir->voices[tag];
	choir->voices[tag] = NULL;
	spin_unlock(&choir->lock);
	if (!rq)
		return IRQ_NONE;
	if (readl(choir->registers + 4)) {
		pr_err("choir: out of tune\n");
		return IRQ_HANDLED; // never
	}
	blk_mq_end_request(rq, BLK_STS_OK);
	return IRQ_HANDLED;
}

static blk_status_t choir_queue_rq(struct blk_mq_hw_ctx *hctx, const struct blk_mq_queue_data *bd)
{
	struct choir *choir = hctx->queue->queuedata;
	struct request *rq = bd->rq;

	blk_mq_start_request(rq);
	spin_lock_irq(&choir->lock);
	choir->voices[rq->tag] = rq;
	spin_unlock_irq(&choir->lock);
	writel(rq->tag, choir->registers + 8);
	return BLK_STS_OK;
}

static int choir_setup(struct choir *choir, int irq)
{
	return request_irq(irq, choir_irq, 0, "choir", choir);
}

static const struct blk_mq_ops choir_ops = { .queue_rq = choir_queue_rq };
