// about: the request stays in the device's field when its start fails and the status gives it back
#include <linux/blk-mq.h>
#include <linux/interrupt.h>

struct solo {
	struct request *rq;
	void __iomem *registers;
};

static irqreturn_t solo_irq(int irq, void *data)
{
	struct solo *solo = data;
	struct request *rq = xchg(&solo->rq, NULL);

	if (!rq)
		return IRQ_NONE;
	blk_mq_end_request(rq, BLK_STS_OK);
	return IRQ_HANDLED;
}

static blk_status_t solo_queue_rq(struct blk_mq_hw_ctx *hctx, const struct blk_mq_queue_data *bd)
{
	struct solo *solo = hctx->driver_data;

	if (READ_ONCE(solo->rq))
		return BLK_STS_DEV_RESOURCE;
	blk_mq_start_request(bd->rq);
	solo->rq = bd->rq;
	if (solo_play(solo->registers))
		return BLK_STS_IOERR; // twice
	return BLK_STS_OK;
}

static int solo_setup(struct solo *solo, int irq)
{
	return request_irq(irq, solo_irq, 0, "solo", solo);
}

static const struct blk_mq_ops solo_ops = { .queue_rq = solo_queue_rq };
