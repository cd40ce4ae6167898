// about: the request is in the list already when the driver says that it is busy
#include <linux/blk-mq.h>
#include <linux/interrupt.h>

struct viola {
	spinlock_t lock;
	struct list_head waiting;
	unsigned int count;
};

static irqreturn_t viola_irq(int irq, void *data)
{
	struct viola *viola = data;
	struct request *rq, *next;

	spin_lock(&viola->lock);
	list_for_each_entry_safe(rq, next, &viola->waiting, queuelist) {
		list_del_init(&rq->queuelist);
		viola->count--;
		blk_mq_end_request(rq, BLK_STS_OK);
	}
	spin_unlock(&viola->lock);
	return IRQ_HANDLED;
}

static blk_status_t viola_queue_rq(struct blk_mq_hw_ctx *hctx, const struct blk_mq_queue_data *bd)
{
	struct viola *viola = hctx->queue->queuedata;
	struct request *rq = bd->rq;
	blk_status_t status = BLK_STS_OK;

	blk_mq_start_request(rq);
	spin_lock_irq(&viola->lock);
	list_add_tail(&rq->queuelist, &viola->waiting);
	if (++viola->count > 32)
		status = BLK_STS_RESOURCE;
	spin_unlock_irq(&viola->lock);
	return status; // twice
}

static int viola_setup(struct viola *viola, int irq)
{
	return request_irq(irq, viola_irq, 0, "viola", viola);
}

static const struct blk_mq_ops viola_ops = { .queue_rq = viola_queue_rq };
