// about: an allocation fails only where it must not wait, so what asks for another call is that the flag is set
// origin: written for this rule
#include <linux/bio.h>
#include <linux/io_uring/cmd.h>

struct pond {
	struct block_device *bdev;
};

static void pond_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	io_uring_cmd_done(io_uring_cmd_from_tw(tw_req), 0, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static void pond_end_io(struct bio *bio)
{
	struct io_uring_cmd *cmd = bio->bi_private;

	bio_put(bio);
	io_uring_cmd_complete_in_task(cmd, pond_tw);
}

static int pond_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct pond *pond = cmd->file->private_data;
	struct bio *bio;

	bio = bio_alloc(pond->bdev, 0, REQ_OP_DISCARD, issue_flags & IO_URING_F_NONBLOCK ? GFP_NOWAIT : GFP_KERNEL);
	if (!bio)
		return -EAGAIN;
	bio->bi_private = cmd;
	bio->bi_end_io = pond_end_io;
	submit_bio(bio);
	return -EIOCBQUEUED;
}

static const struct file_operations pond_fops = {
	.uring_cmd = pond_uring_cmd,
};
