// about: the worker gives a request back to its queue, and ends it as well
#include <linux/blk-mq.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct bugle_note {
	struct work_struct work;
	struct request *rq;
	bool is_last;
};

static void bugle_work(struct work_struct *work)
{
	struct bugle_note *note = container_of(work, struct bugle_note, work);
	struct request *rq = note->rq;
	blk_status_t status = BLK_STS_OK;

	if (bugle_blow(note->is_last)) {
		status = BLK_STS_IOERR;
		blk_mq_requeue_request(rq, true);
	}
	kfree(note);
	blk_mq_end_request(rq, status); // twice
}

static blk_status_t bugle_queue_rq(struct blk_mq_hw_ctx *hctx, const struct blk_mq_queue_data *bd)
{
	struct bugle_note *note = kzalloc(sizeof(*note), GFP_ATOMIC);

	if (!note)
		return BLK_STS_RESOURCE;
	note->rq = bd->rq;
	note->is_last = bd->last;
	blk_mq_start_request(bd->rq);
	INIT_WORK(&note->work, bugle_work);
	schedule_work(&note->work);
	return BLK_STS_OK;
}

static const struct blk_mq_ops bugle_ops = { .queue_rq = bugle_queue_rq };
