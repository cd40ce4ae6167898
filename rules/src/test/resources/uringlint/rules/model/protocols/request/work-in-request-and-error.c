// about: the work item of a request is queued, and the request is refused
#include <linux/blk-mq.h>
#include <linux/workqueue.h>

struct zither {
	struct workqueue_struct *queue;
	bool is_muted;
};

struct zither_cmd {
	struct work_struct work;
	blk_status_t status;
};

static void zither_work(struct work_struct *work)
{
	struct zither_cmd *cmd = container_of(work, struct zither_cmd, work);

	blk_mq_end_request(blk_mq_rq_from_pdu(cmd), cmd->status);
}

static blk_status_t zither_queue_rq(struct blk_mq_hw_ctx *hctx, const struct blk_mq_queue_data *bd)
{
	struct zither *zither = hctx->queue->queuedata;
	struct zither_cmd *cmd = blk_mq_rq_to_pdu(bd->rq);

	cmd->status = BLK_STS_OK;
	blk_mq_start_request(bd->rq);
	queue_work(zither->queue, &cmd->work);
	if (zither->is_muted)
		return BLK_STS_IOERR; // twice
	return BLK_STS_OK;
}

static int zither_init_request(struct blk_mq_tag_set *set, struct request *rq, unsigned int hctx, unsigned int node)
{
	struct zither_cmd *cmd = blk_mq_rq_to_pdu(rq);

	INIT_WORK(&cmd->work, zither_work);
	return 0;
}

static const struct blk_mq_ops zither_ops = {
	.queue_rq = zither_queue_rq,
	.init_request = zither_init_request,
};
