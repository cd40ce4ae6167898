// about: the request leaves the field of the device again when its start fails
#include <linux/blk-mq.h>
#include <linux/interrupt.h>

struct duet {
	struct request *rq;
	void __iomem *registers;
};

static irqreturn_t duet_irq(int irq, void *data)
{
	struct duet *duet = data;
	struct request *rq = xchg(&duet->rq, NULL);

	if (!rq)
		return IRQ_NONE;
	blk_mq_end_request(rq, BLK_STS_OK);
	return IRQ_HANDLED;
}

static blk_status_t duet_queue_rq(struct blk_mq_hw_ctx *hctx, const struct blk_mq_queue_data *bd)
{
	struct duet *duet = hctx->driver_data;

	if (READ_ONCE(duet->rq))
		return BLK_STS_DEV_RESOURCE;
	blk_mq_start_request(bd->rq);
	duet->rq = bd->rq;
	if (duet_play(duet->registers)) {
		duet->rq = NULL;
		return BLK_STS_IOERR;
	}
	return BLK_STS_OK;
}

static int duet_setup(struct duet *duet, int irq)
{
	return request_irq(irq, duet_irq, 0, "duet", duet);
}

static const struct blk_mq_ops duet_ops = { .queue_rq = duet_queue_rq };
