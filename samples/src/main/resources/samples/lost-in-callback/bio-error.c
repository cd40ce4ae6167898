// about: a failed bio is put, and its command with it
// origin: written for this rule
#include <linux/blkdev.h>
#include <linux/io_uring/cmd.h>

static void widget_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	io_uring_cmd_done(io_uring_cmd_from_tw(tw_req), 0, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static void widget_end_io(struct bio *bio)
{
	struct io_uring_cmd *cmd = bio->bi_private;

	if (bio->bi_status) {
		pr_warn_ratelimited("widget: flush failed\n");
		bio_put(bio);
		return; // expect: lost-in-callback
	}
	io_uring_cmd_do_in_task_lazy(cmd, widget_tw);
	bio_put(bio);
}

static int widget_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct bio *bio = bio_alloc(cmd->file->private_data, 0, REQ_OP_FLUSH, GFP_NOWAIT);

	if (!bio)
		return -ENOMEM;
	bio->bi_private = cmd;
	bio->bi_end_io = widget_end_io;
	submit_bio(bio);
	return -EIOCBQUEUED;
}

static const struct file_operations widget_fops = { .uring_cmd = widget_uring_cmd };
