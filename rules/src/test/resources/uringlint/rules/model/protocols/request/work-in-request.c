// about: the driver's part of a request has the work item that ends it
#include <linux/blk-mq.h>
#include <linux/workqueue.h>

struct banjo {
	struct workqueue_struct *queue;
};

struct banjo_cmd {
	struct work_struct work;
	blk_status_t status;
};

static void banjo_work(struct work_struct *work)
{
	struct banjo_cmd *cmd = container_of(work, struct banjo_cmd, work);
	struct request *rq = blk_mq_rq_from_pdu(cmd);

	cmd->status = banjo_pluck(blk_rq_bytes(rq)) ? BLK_STS_IOERR : BLK_STS_OK;
	blk_mq_end_request(rq, cmd->status);
}

static blk_status_t banjo_queue_rq(struct blk_mq_hw_ctx *hctx, const struct blk_mq_queue_data *bd)
{
	struct banjo *banjo = hctx->queue->queuedata;
	struct banjo_cmd *cmd = blk_mq_rq_to_pdu(bd->rq);

	blk_mq_start_request(bd->rq);
	queue_work(banjo->queue, &cmd->work);
	return BLK_STS_OK;
}

static int banjo_init_request(struct blk_mq_tag_set *set, struct request *rq, unsigned int hctx, unsigned int node)
{
	struct banjo_cmd *cmd = blk_mq_rq_to_pdu(rq);

	INIT_WORK(&cmd->work, banjo_work);
	return 0;
}

static const struct blk_mq_ops banjo_ops = {
	.queue_rq = banjo_queue_rq,
	.init_request = banjo_init_request,
};
