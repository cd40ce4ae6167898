// about: the operation for a timeout asks for more time, or ends the request
#include <linux/blk-mq.h>

struct metronome {
	bool is_gone;
	struct request *current_rq;
};

static enum blk_eh_timer_return metronome_timeout(struct request *rq)
{
	struct metronome *metronome = rq->q->queuedata;

	if (!metronome->is_gone)
		return BLK_EH_RESET_TIMER;
	blk_mq_complete_request(rq);
	return BLK_EH_DONE;
}

static void metronome_complete(struct request *rq)
{
	blk_mq_end_request(rq, BLK_STS_OK);
}

static blk_status_t metronome_queue_rq(struct blk_mq_hw_ctx *hctx, const struct blk_mq_queue_data *bd)
{
	struct metronome *metronome = hctx->queue->queuedata;

	if (metronome->is_gone)
		return BLK_STS_IOERR;
	blk_mq_start_request(bd->rq);
	metronome->current_rq = bd->rq;
	metronome_tick(metronome);
	return BLK_STS_OK;
}

static const struct blk_mq_ops metronome_ops = {
	.queue_rq = metronome_queue_rq,
	.complete = metronome_complete,
	.timeout = metronome_timeout,
};
