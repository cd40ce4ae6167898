// about: the handler of the file only checks and calls the transport's function, which was registered by pointer
// origin: written for this rule
#include <linux/blk-mq.h>
#include <linux/cdev.h>
#include <linux/io_uring/cmd.h>
#include <linux/module.h>

struct ring_command {
	__u64 request;
	__u32 request_len;
	__u32 timeout_ms;
	__u64 data;
	__u32 data_len;
	__u32 flags;
};

typedef int (*ring_uring_cmd_fn)(struct request_queue *queue, struct io_uring_cmd *cmd, unsigned int issue_flags,
				 bool open_for_write);

struct ring_device {
	struct request_queue *queue;
	struct cdev cdev;
	ring_uring_cmd_fn uring_cmd_fn;
};

struct ring_pdu {
	struct bio *bio;
	struct request *req;
	u32 status;
	u32 residual;
};
static_assert(sizeof(struct ring_pdu) <= sizeof_field(struct io_uring_cmd, pdu));

static inline struct ring_pdu *ring_pdu(struct io_uring_cmd *cmd)
{
	return io_uring_cmd_to_pdu(cmd, struct ring_pdu);
}

/* the layer that owns the file */

static int ring_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct ring_device *ring = container_of(file_inode(cmd->file)->i_cdev, struct ring_device, cdev);
	bool open_for_write = cmd->file->f_mode & FMODE_WRITE;

	if ((issue_flags & (IO_URING_F_SQE128 | IO_URING_F_CQE32)) != (IO_URING_F_SQE128 | IO_URING_F_CQE32))
		return -EOPNOTSUPP;
	if (!ring->uring_cmd_fn)
		return -EOPNOTSUPP;
	return ring->uring_cmd_fn(ring->queue, cmd, issue_flags, open_for_write);
}

static const struct file_operations ring_fops = {
	.owner = THIS_MODULE,
	.uring_cmd = ring_uring_cmd,
};

struct ring_device *ring_register_queue(struct request_queue *queue, ring_uring_cmd_fn uring_cmd_fn)
{
	struct ring_device *ring = kzalloc(sizeof(*ring), GFP_KERNEL);

	if (!ring)
		return ERR_PTR(-ENOMEM);
	ring->queue = queue;
	ring->uring_cmd_fn = uring_cmd_fn;
	cdev_init(&ring->cdev, &ring_fops);
	return ring;
}

/* a transport */

static void ring_scsi_task_cb(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct ring_pdu *pdu = ring_pdu(cmd);
	u64 result = (u64)pdu->residual << 32 | pdu->status;
	int ret = pdu->status ? -EIO : 0;

	if (pdu->bio)
		blk_rq_unmap_user(pdu->bio);
	blk_mq_free_request(pdu->req);
	io_uring_cmd_done32(cmd, ret, result, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static enum rq_end_io_ret ring_scsi_end_io(struct request *req, blk_status_t err, const struct io_comp_batch *iob)
{
	struct io_uring_cmd *cmd = req->end_io_data;
	struct ring_pdu *pdu = ring_pdu(cmd);

	pdu->status = (__force u8)err;
	io_uring_cmd_do_in_task_lazy(cmd, ring_scsi_task_cb);
	return RQ_END_IO_NONE;
}

static int ring_scsi_map(struct request *req, struct io_uring_cmd *cmd, u64 address, u32 length, unsigned int issue_flags)
{
	struct iov_iter iter;
	int ret;

	if (cmd->flags & IORING_URING_CMD_FIXED) {
		ret = io_uring_cmd_import_fixed(address, length, rq_data_dir(req), &iter, cmd, issue_flags);
		if (ret < 0)
			return ret;
		return blk_rq_map_user_iov(req->q, req, NULL, &iter, GFP_NOWAIT);
	}
	return blk_rq_map_user(req->q, req, NULL, u64_to_user_ptr(address), length, GFP_NOWAIT);
}

static int ring_scsi_uring_cmd(struct request_queue *queue, struct io_uring_cmd *cmd, unsigned int issue_flags,
			       bool open_for_write)
{
	const struct ring_command *command = io_uring_sqe128_cmd(cmd->sqe, struct ring_command);
	struct ring_pdu *pdu = ring_pdu(cmd);
	u64 address = READ_ONCE(command->data);
	u32 length = READ_ONCE(command->data_len);
	u32 timeout_ms = READ_ONCE(command->timeout_ms);
	blk_mq_req_flags_t flags = 0;
	struct request *req;
	int ret;

	if (!open_for_write)
		return -EPERM;
	if (issue_flags & IO_URING_F_NONBLOCK)
		flags = BLK_MQ_REQ_NOWAIT;

	req = blk_mq_alloc_request(queue, REQ_OP_DRV_IN, flags);
	if (IS_ERR(req))
		return PTR_ERR(req);
	if (timeout_ms)
		req->timeout = msecs_to_jiffies(timeout_ms);

	pdu->req = req;
	pdu->bio = NULL;
	pdu->residual = 0;
	if (length) {
		ret = ring_scsi_map(req, cmd, address, length, issue_flags);
		if (ret)
			goto out_free_req;
		pdu->bio = req->bio;
	}

	req->end_io = ring_scsi_end_io;
	req->end_io_data = cmd;
	blk_execute_rq_nowait(req, false);
	return -EIOCBQUEUED;

out_free_req:
	blk_mq_free_request(req);
	return ret;
}

static int ring_scsi_probe(struct request_queue *queue)
{
	struct ring_device *ring = ring_register_queue(queue, ring_scsi_uring_cmd);

	return PTR_ERR_OR_ZERO(ring);
}
