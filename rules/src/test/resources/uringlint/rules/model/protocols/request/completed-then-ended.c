// about: a worker reports the request as done, and the operation for that ends it
#include <linux/blk-mq.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct cello_stroke {
	struct work_struct work;
	struct request *rq;
};

static void cello_work(struct work_struct *work)
{
	struct cello_stroke *stroke = container_of(work, struct cello_stroke, work);
	struct request *rq = stroke->rq;

	kfree(stroke);
	blk_mq_complete_request(rq);
}

static void cello_complete(struct request *rq)
{
	blk_mq_end_request(rq, BLK_STS_OK);
}

static blk_status_t cello_queue_rq(struct blk_mq_hw_ctx *hctx, const struct blk_mq_queue_data *bd)
{
	struct cello_stroke *stroke = kzalloc(sizeof(*stroke), GFP_ATOMIC);

	if (!stroke)
		return BLK_STS_RESOURCE;
	stroke->rq = bd->rq;
	INIT_WORK(&stroke->work, cello_work);
	blk_mq_start_request(bd->rq);
	schedule_work(&stroke->work);
	return BLK_STS_OK;
}

static const struct blk_mq_ops cello_ops = {
	.queue_rq = cello_queue_rq,
	.complete = cello_complete,
};
