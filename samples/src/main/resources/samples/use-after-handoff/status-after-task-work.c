// about: the end of the bio schedules the task work first and stores the status for it afterwards
// origin: written for this rule
// kernel: 6.12
#include <linux/blkdev.h>
#include <linux/io_uring/cmd.h>

struct widget_pdu {
	int status;
};

static void widget_tw(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct widget_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct widget_pdu);

	io_uring_cmd_done(cmd, pdu->status, 0, issue_flags);
}

static void widget_end_io(struct bio *bio)
{
	struct io_uring_cmd *cmd = bio->bi_private;
	struct widget_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct widget_pdu);

	io_uring_cmd_do_in_task_lazy(cmd, widget_tw);
	pdu->status = blk_status_to_errno(bio->bi_status); // expect: use-after-handoff
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
