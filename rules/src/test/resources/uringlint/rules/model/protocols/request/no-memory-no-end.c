// about: without memory for the job the driver keeps the request, and does nothing with it
#include <linux/blk-mq.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct fife_note {
	struct work_struct work;
	struct request *rq;
};

static void fife_work(struct work_struct *work)
{
	struct fife_note *note = container_of(work, struct fife_note, work);

	blk_mq_end_request(note->rq, BLK_STS_OK);
	kfree(note);
}

static void fife_start(struct request *rq)
{
	struct fife_note *note = kzalloc(sizeof(*note), GFP_ATOMIC);

	if (!note)
		return;
	note->rq = rq;
	INIT_WORK(&note->work, fife_work);
	schedule_work(&note->work);
}

static blk_status_t fife_queue_rq(struct blk_mq_hw_ctx *hctx, const struct blk_mq_queue_data *bd)
{
	blk_mq_start_request(bd->rq);
	fife_start(bd->rq);
	return BLK_STS_OK; // never
}

static const struct blk_mq_ops fife_ops = { .queue_rq = fife_queue_rq };
