// about: after the bio was submitted, a busy device is answered with a retry
// origin: written for this rule
#include <linux/blkdev.h>
#include <linux/io_uring/cmd.h>

struct widget {
	struct block_device *bdev;
	atomic_t inflight;
};

static void widget_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	io_uring_cmd_done(io_uring_cmd_from_tw(tw_req), 0, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static void widget_end_io(struct bio *bio)
{
	io_uring_cmd_do_in_task_lazy(bio->bi_private, widget_tw);
	bio_put(bio);
}

static int widget_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct widget *widget = cmd->file->private_data;
	struct bio *bio = bio_alloc(widget->bdev, 0, REQ_OP_FLUSH, GFP_NOWAIT);
	int ret = -EIOCBQUEUED;

	if (!bio)
		return -ENOMEM;
	bio->bi_private = cmd;
	bio->bi_end_io = widget_end_io;
	submit_bio(bio);
	if (atomic_inc_return(&widget->inflight) > 64 && (issue_flags & IO_URING_F_NONBLOCK))
		ret = -EAGAIN;
	return ret; // expect: eagain-after-handoff
}

static const struct file_operations widget_fops = { .uring_cmd = widget_uring_cmd };
