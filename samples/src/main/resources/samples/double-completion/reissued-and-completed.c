// about: the callback gives the command back for a blocking issue and completes it as well
// origin: written for this rule
// kernel: 6.12
#include <linux/io_uring/cmd.h>
#include <linux/blkdev.h>

struct widget_pdu {
	int res;
};

static void widget_task_cb(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct widget_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct widget_pdu);
	int res = pdu->res;

	if (res == -EAGAIN)
		io_uring_cmd_issue_blocking(cmd);
	io_uring_cmd_done(cmd, res, 0, issue_flags); // expect: double-completion
}

static void widget_end_io(struct bio *bio)
{
	struct io_uring_cmd *cmd = bio->bi_private;
	struct widget_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct widget_pdu);

	pdu->res = blk_status_to_errno(bio->bi_status);
	io_uring_cmd_do_in_task_lazy(cmd, widget_task_cb);
	bio_put(bio);
}

static int widget_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct block_device *bdev = cmd->file->private_data;
	struct bio *bio = bio_alloc(bdev, 0, REQ_OP_DISCARD | REQ_NOWAIT, GFP_NOWAIT);

	if (!bio)
		return -ENOMEM;
	bio->bi_private = cmd;
	bio->bi_end_io = widget_end_io;
	submit_bio(bio);
	return -EIOCBQUEUED;
}

static const struct file_operations widget_fops = { .uring_cmd = widget_uring_cmd };
