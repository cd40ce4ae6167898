// about: what the functions give is negative already; a minus before it makes a success of it
// origin: written for this rule
#include <linux/blk-mq.h>
#include <linux/err.h>
#include <linux/io_uring/cmd.h>
#include <linux/slab.h>

struct well {
	struct request_queue *queue;
	char key[16];
};

struct well_pdu {
	int status;
};

static void well_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);

	io_uring_cmd_done(cmd, io_uring_cmd_to_pdu(cmd, struct well_pdu)->status, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static enum rq_end_io_ret well_end_io(struct request *rq, blk_status_t status, const struct io_comp_batch *batch)
{
	struct io_uring_cmd *cmd = rq->end_io_data;

	io_uring_cmd_to_pdu(cmd, struct well_pdu)->status = -blk_status_to_errno(status); // expect: positive-errno
	io_uring_cmd_do_in_task_lazy(cmd, well_tw);
	return RQ_END_IO_FREE;
}

static int well_set_key(struct well *well, struct io_uring_cmd *cmd)
{
	int err;
	void *key = memdup_user(u64_to_user_ptr(READ_ONCE(cmd->sqe->addr)), 16);

	if (IS_ERR(key)) {
		err = PTR_ERR(key);
		pr_debug("well: error %d\n", -err);
		return -err; // expect: positive-errno
	}
	memcpy(well->key, key, 16);
	kfree_sensitive(key);
	return 0;
}

static int well_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct well *well = cmd->file->private_data;
	struct request *rq;

	if (cmd->cmd_op == 1)
		return well_set_key(well, cmd);
	rq = blk_mq_alloc_request(well->queue, REQ_OP_DRV_OUT, issue_flags & IO_URING_F_NONBLOCK ? BLK_MQ_REQ_NOWAIT : 0);
	if (IS_ERR(rq))
		return PTR_ERR(rq);
	rq->end_io = well_end_io;
	rq->end_io_data = cmd;
	blk_execute_rq_nowait(rq, false);
	return -EIOCBQUEUED;
}

static const struct file_operations well_fops = {
	.uring_cmd = well_uring_cmd,
};
