// about: the error branch of a task-work callback completes and falls through to the normal completion
// origin: written for this rule
#include <linux/blkdev.h>
#include <linux/io_uring/cmd.h>

struct widget_pdu {
	struct bio *bio;
	int status;
};

static void widget_task_cb(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct widget_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct widget_pdu);
	int status = pdu->status;

	if (status)
		io_uring_cmd_done(cmd, status, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);

	io_uring_cmd_done(cmd, 0, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS); // expect: double-completion
}

static void widget_bio_end_io(struct bio *bio)
{
	struct io_uring_cmd *cmd = bio->bi_private;
	struct widget_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct widget_pdu);

	pdu->status = blk_status_to_errno(bio->bi_status);
	io_uring_cmd_do_in_task_lazy(cmd, widget_task_cb);
	bio_put(bio);
}

static int widget_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct block_device *bdev = cmd->file->private_data;
	struct widget_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct widget_pdu);
	struct bio *bio;

	bio = bio_alloc(bdev, 0, REQ_OP_FLUSH, GFP_NOWAIT);
	if (!bio)
		return -ENOMEM;
	pdu->bio = bio;
	bio->bi_private = cmd;
	bio->bi_end_io = widget_bio_end_io;
	submit_bio(bio);
	return -EIOCBQUEUED;
}

static const struct file_operations widget_fops = { .uring_cmd = widget_uring_cmd };
