// about: per-tag slots, fetch and commit, dispatch by task work, cancel with a claim: a server in user space behind a queue
// origin: written for this rule
#include <linux/blk-mq.h>
#include <linux/io_uring/cmd.h>
#include <linux/module.h>

#define WBLK_DEPTH	128
#define WBLK_RES_OK	0
#define WBLK_RES_ABORT	(-ENODEV)

enum { WBLK_OP_FETCH = 1, WBLK_OP_COMMIT_AND_FETCH };

/* flags of a slot, changed under its lock */
#define WBLK_SLOT_ACTIVE	BIT(0)	/* `cmd` waits for a request */
#define WBLK_SLOT_DISPATCHED	BIT(1)	/* task work for `cmd` is pending */
#define WBLK_SLOT_CANCELED	BIT(2)	/* somebody has completed it for good */

struct wblk_command {
	__u16 tag;
	__u16 reserved;
	__s32 result;
	__u64 addr;
};

struct wblk_slot {
	spinlock_t lock;
	unsigned int flags;
	struct io_uring_cmd *cmd;
	struct request *req;
};

struct wblk_queue {
	struct wblk_slot slots[WBLK_DEPTH];
};

struct wblk_pdu {
	struct wblk_queue *queue;
	u16 tag;
};

static inline struct wblk_pdu *wblk_pdu(struct io_uring_cmd *cmd)
{
	return io_uring_cmd_to_pdu(cmd, struct wblk_pdu);
}

static void wblk_prepare_cancel(struct io_uring_cmd *cmd, unsigned int issue_flags, struct wblk_queue *queue, u16 tag)
{
	struct wblk_pdu *pdu = wblk_pdu(cmd);

	pdu->queue = queue;
	pdu->tag = tag;
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
}

/* Takes the command of a slot out of it, for the one who completes it. */
static struct io_uring_cmd *wblk_take(struct wblk_slot *slot, unsigned int required, unsigned int forbidden)
{
	struct io_uring_cmd *cmd = NULL;
	unsigned long flags;

	spin_lock_irqsave(&slot->lock, flags);
	if ((slot->flags & required) == required && !(slot->flags & forbidden)) {
		cmd = slot->cmd;
		slot->cmd = NULL;
		slot->flags &= ~(WBLK_SLOT_ACTIVE | WBLK_SLOT_DISPATCHED);
	}
	spin_unlock_irqrestore(&slot->lock, flags);
	return cmd;
}

static int wblk_park(struct wblk_slot *slot, struct io_uring_cmd *cmd)
{
	unsigned long flags;
	int ret = 0;

	spin_lock_irqsave(&slot->lock, flags);
	if (slot->flags & WBLK_SLOT_CANCELED) {
		ret = -ENODEV;
	} else if (slot->flags & WBLK_SLOT_ACTIVE) {
		ret = -EBUSY;
	} else {
		slot->cmd = cmd;
		slot->flags |= WBLK_SLOT_ACTIVE;
	}
	spin_unlock_irqrestore(&slot->lock, flags);
	return ret;
}

/* Takes the request that the server works on, for the one who ends it. */
static struct request *wblk_take_request(struct wblk_slot *slot)
{
	struct request *req;
	unsigned long flags;

	spin_lock_irqsave(&slot->lock, flags);
	req = slot->req;
	slot->req = NULL;
	spin_unlock_irqrestore(&slot->lock, flags);
	return req;
}

static void wblk_dispatch_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct wblk_pdu *pdu = wblk_pdu(cmd);
	struct wblk_slot *slot = &pdu->queue->slots[pdu->tag];
	struct request *req;

	if (!wblk_take(slot, WBLK_SLOT_ACTIVE | WBLK_SLOT_DISPATCHED, 0))
		return;
	if (tw.cancel) {
		req = wblk_take_request(slot);
		if (req)
			blk_mq_end_request(req, BLK_STS_IOERR);
	}
	io_uring_cmd_done(cmd, tw.cancel ? WBLK_RES_ABORT : WBLK_RES_OK, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static blk_status_t wblk_queue_rq(struct blk_mq_hw_ctx *hctx, const struct blk_mq_queue_data *bd)
{
	struct wblk_queue *queue = hctx->driver_data;
	struct wblk_slot *slot = &queue->slots[bd->rq->tag];
	blk_status_t status = BLK_STS_RESOURCE;
	unsigned long flags;

	spin_lock_irqsave(&slot->lock, flags);
	if (slot->flags & WBLK_SLOT_CANCELED) {
		status = BLK_STS_IOERR;
	} else if ((slot->flags & WBLK_SLOT_ACTIVE) && !(slot->flags & WBLK_SLOT_DISPATCHED)) {
		slot->flags |= WBLK_SLOT_DISPATCHED;
		slot->req = bd->rq;
		blk_mq_start_request(bd->rq);
		io_uring_cmd_complete_in_task(slot->cmd, wblk_dispatch_tw);
		status = BLK_STS_OK;
	}
	spin_unlock_irqrestore(&slot->lock, flags);
	return status;
}

static const struct blk_mq_ops wblk_mq_ops = {
	.queue_rq = wblk_queue_rq,
};

static void wblk_cancel(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct wblk_pdu *pdu = wblk_pdu(cmd);
	struct wblk_slot *slot = &pdu->queue->slots[pdu->tag];
	bool claimed = false;
	unsigned long flags;

	/* a dispatched command belongs to its task work */
	spin_lock_irqsave(&slot->lock, flags);
	if (slot->cmd == cmd && !(slot->flags & WBLK_SLOT_DISPATCHED)) {
		slot->cmd = NULL;
		slot->flags &= ~WBLK_SLOT_ACTIVE;
		slot->flags |= WBLK_SLOT_CANCELED;
		claimed = true;
	}
	spin_unlock_irqrestore(&slot->lock, flags);
	if (claimed)
		io_uring_cmd_done(cmd, WBLK_RES_ABORT, issue_flags);
}

static int wblk_commit(struct wblk_slot *slot, s32 result)
{
	struct request *req = wblk_take_request(slot);

	if (!req)
		return -EINVAL;
	blk_mq_end_request(req, errno_to_blk_status(result));
	return 0;
}

static int wblk_issue(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	const struct wblk_command *command = io_uring_sqe_cmd(cmd->sqe, struct wblk_command);
	struct wblk_queue *queue = cmd->file->private_data;
	u16 tag = READ_ONCE(command->tag);
	s32 result = READ_ONCE(command->result);
	int ret;

	if (tag >= WBLK_DEPTH)
		return -EINVAL;

	switch (cmd->cmd_op) {
	case WBLK_OP_COMMIT_AND_FETCH:
		ret = wblk_commit(&queue->slots[tag], result);
		if (ret)
			return ret;
		fallthrough;
	case WBLK_OP_FETCH:
		wblk_prepare_cancel(cmd, issue_flags, queue, tag);
		ret = wblk_park(&queue->slots[tag], cmd);
		if (ret)
			goto out_done;
		break;
	default:
		return -EOPNOTSUPP;
	}
	return -EIOCBQUEUED;

out_done:
	/* a marked command must not be completed by the return value */
	io_uring_cmd_done(cmd, ret, issue_flags);
	return -EIOCBQUEUED;
}

static int wblk_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	if (unlikely(issue_flags & IO_URING_F_CANCEL)) {
		wblk_cancel(cmd, issue_flags);
		return 0;
	}
	return wblk_issue(cmd, issue_flags);
}

static const struct file_operations wblk_fops = {
	.owner = THIS_MODULE,
	.uring_cmd = wblk_uring_cmd,
};
