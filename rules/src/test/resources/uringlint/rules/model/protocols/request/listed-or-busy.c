// about: a request waits in a list while there is room, and an interrupt ends it
#include <linux/blk-mq.h>
#include <linux/interrupt.h>

struct organ {
	spinlock_t lock;
	struct list_head waiting;
	unsigned int count;
};

static irqreturn_t organ_irq(int irq, void *data)
{
	struct organ *organ = data;
	struct request *rq = NULL;

	spin_lock(&organ->lock);
	if (!list_empty(&organ->waiting)) {
		rq = list_first_entry(&organ->waiting, struct request, queuelist);
		list_del_init(&rq->queuelist);
		organ->count--;
	}
	spin_unlock(&organ->lock);
	if (!rq)
		return IRQ_NONE;
	blk_mq_end_request(rq, BLK_STS_OK);
	return IRQ_HANDLED;
}

static blk_status_t organ_queue_rq(struct blk_mq_hw_ctx *hctx, const struct blk_mq_queue_data *bd)
{
	struct organ *organ = hctx->queue->queuedata;
	struct request *rq = bd->rq;

	spin_lock_irq(&organ->lock);
	if (organ->count >= 32) {
		spin_unlock_irq(&organ->lock);
		return BLK_STS_DEV_RESOURCE;
	}
	blk_mq_start_request(rq);
	list_add_tail(&rq->queuelist, &organ->waiting);
	organ->count++;
	spin_unlock_irq(&organ->lock);
	return BLK_STS_OK;
}

static int organ_setup(struct organ *organ, int irq)
{
	return request_irq(irq, organ_irq, 0, "organ", organ);
}

static const struct blk_mq_ops organ_ops = { .queue_rq = organ_queue_rq };
