// about: a passthrough device: end_io, task work, mapped user pages, and a multipath layer above
// origin: written for this rule
// kernel: 6.12
#include <linux/blk-mq.h>
#include <linux/io_uring/cmd.h>
#include <linux/module.h>
#include <linux/srcu.h>

#define FROB_OP_IO	0x80

struct frob_command {
	__u32 opcode;
	__u32 length;
	__u64 address;
	__u64 metadata;
	__u32 timeout_ms;
	__u32 reserved;
};

struct frob_path {
	struct request_queue *queue;
	bool write_protected;
};

struct frob_head {
	struct srcu_struct srcu;
	struct frob_path __rcu *current_path;
};

struct frob_data {
	u32 opcode;
	u32 length;
	u64 address;
	u32 timeout_ms;
};

struct frob_pdu {
	struct request *req;
	struct bio *bio;
	int status;
};

static inline struct frob_pdu *frob_pdu(struct io_uring_cmd *cmd)
{
	return io_uring_cmd_to_pdu(cmd, struct frob_pdu);
}

static void frob_task_cb(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct frob_pdu *pdu = frob_pdu(cmd);
	int status = pdu->status;

	if (pdu->bio)
		blk_rq_unmap_user(pdu->bio);
	blk_mq_free_request(pdu->req);
	io_uring_cmd_done(cmd, status, 0, issue_flags);
}

static enum rq_end_io_ret frob_end_io(struct request *req, blk_status_t err)
{
	struct io_uring_cmd *cmd = req->end_io_data;
	struct frob_pdu *pdu = frob_pdu(cmd);

	pdu->status = err ? blk_status_to_errno(err) : 0;
	io_uring_cmd_do_in_task_lazy(cmd, frob_task_cb);
	return RQ_END_IO_NONE;
}

static int frob_map(struct request *req, const struct frob_data *data, struct io_uring_cmd *cmd)
{
	struct iov_iter iter;
	int ret;

	if (cmd->flags & IORING_URING_CMD_FIXED) {
		ret = io_uring_cmd_import_fixed(data->address, data->length, rq_data_dir(req), &iter, cmd);
		if (ret < 0)
			return ret;
		return blk_rq_map_user_iov(req->q, req, NULL, &iter, GFP_NOWAIT);
	}
	return blk_rq_map_user(req->q, req, NULL, u64_to_user_ptr(data->address), data->length, GFP_NOWAIT);
}

static int frob_start_io(struct frob_path *path, struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	const struct frob_command *command = io_uring_sqe_cmd(cmd->sqe);
	struct frob_pdu *pdu = frob_pdu(cmd);
	blk_mq_req_flags_t flags = 0;
	struct frob_data data;
	struct request *req;
	int ret;

	data.opcode = READ_ONCE(command->opcode);
	data.length = READ_ONCE(command->length);
	data.address = READ_ONCE(command->address);
	data.timeout_ms = READ_ONCE(command->timeout_ms);

	if ((data.opcode & 1) && path->write_protected)
		return -EROFS;
	if (issue_flags & IO_URING_F_NONBLOCK)
		flags |= BLK_MQ_REQ_NOWAIT;

	req = blk_mq_alloc_request(path->queue, data.opcode & 1 ? REQ_OP_DRV_OUT : REQ_OP_DRV_IN, flags);
	if (IS_ERR(req))
		return PTR_ERR(req);
	req->timeout = data.timeout_ms ? msecs_to_jiffies(data.timeout_ms) : 0;

	pdu->bio = NULL;
	if (data.length) {
		ret = frob_map(req, &data, cmd);
		if (ret)
			goto out_free_req;
		pdu->bio = req->bio;
	}

	/* to free bio on completion, as req->bio will be null at that time */
	pdu->req = req;
	req->end_io_data = cmd;
	req->end_io = frob_end_io;
	blk_execute_rq_nowait(req, false);
	return -EIOCBQUEUED;

out_free_req:
	blk_mq_free_request(req);
	return ret;
}

static int frob_check(unsigned int issue_flags)
{
	/* the command does not fit into a small entry */
	if ((issue_flags & (IO_URING_F_SQE128 | IO_URING_F_CQE32)) != (IO_URING_F_SQE128 | IO_URING_F_CQE32))
		return -EOPNOTSUPP;
	return 0;
}

static int frob_path_uring_cmd(struct frob_path *path, struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	int ret;

	BUILD_BUG_ON(sizeof(struct frob_pdu) > sizeof(cmd->pdu));

	ret = frob_check(issue_flags);
	if (ret)
		return ret;

	switch (cmd->cmd_op) {
	case FROB_OP_IO:
		ret = frob_start_io(path, cmd, issue_flags);
		break;
	default:
		ret = -ENOTTY;
	}
	return ret;
}

static int frob_chr_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	return frob_path_uring_cmd(cmd->file->private_data, cmd, issue_flags);
}

static int frob_head_chr_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct frob_head *head = cmd->file->private_data;
	int srcu_idx = srcu_read_lock(&head->srcu);
	struct frob_path *path = srcu_dereference(head->current_path, &head->srcu);
	int ret = -EINVAL;

	if (path)
		ret = frob_path_uring_cmd(path, cmd, issue_flags);
	srcu_read_unlock(&head->srcu, srcu_idx);
	return ret;
}

static const struct file_operations frob_chr_fops = {
	.owner = THIS_MODULE,
	.uring_cmd = frob_chr_uring_cmd,
};

static const struct file_operations frob_head_chr_fops = {
	.owner = THIS_MODULE,
	.uring_cmd = frob_head_chr_uring_cmd,
};
