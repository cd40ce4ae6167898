// about: a structure of its own carries a request to a worker, which ends it
#include <linux/blk-mq.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct cornet_note {
	struct work_struct work;
	struct request *rq;
};

static void cornet_work(struct work_struct *work)
{
	struct cornet_note *note = container_of(work, struct cornet_note, work);
	struct request *rq = note->rq;
	int ret = cornet_blow(blk_rq_bytes(rq));

	kfree(note);
	if (ret == -EAGAIN) {
		blk_mq_requeue_request(rq, true);
		return;
	}
	blk_mq_end_request(rq, ret ? BLK_STS_IOERR : BLK_STS_OK);
}

static blk_status_t cornet_queue_rq(struct blk_mq_hw_ctx *hctx, const struct blk_mq_queue_data *bd)
{
	struct cornet_note *note = kzalloc(sizeof(*note), GFP_ATOMIC);

	if (!note)
		return BLK_STS_RESOURCE;
	note->rq = bd->rq;
	blk_mq_start_request(bd->rq);
	INIT_WORK(&note->work, cornet_work);
	schedule_work(&note->work);
	return BLK_STS_OK;
}

static const struct blk_mq_ops cornet_ops = { .queue_rq = cornet_queue_rq };
