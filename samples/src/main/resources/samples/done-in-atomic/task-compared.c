// about: whether the end of a bio runs in a task is asked in a comparison, and once the other way round
// origin: written for this rule
#include <linux/bio.h>
#include <linux/io_uring/cmd.h>

static void lathe_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	io_uring_cmd_done(io_uring_cmd_from_tw(tw_req), 0, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static void lathe_end_io(struct bio *bio)
{
	struct io_uring_cmd *cmd = bio->bi_private;

	bio_put(bio);
	if (in_task() == 0)
		io_uring_cmd_complete_in_task(cmd, lathe_tw);
	else
		io_uring_cmd_done(cmd, 0, IO_URING_F_UNLOCKED);
}

static void lathe_end_write(struct bio *bio)
{
	struct io_uring_cmd *cmd = bio->bi_private;

	bio_put(bio);
	if (in_task() != 0)
		io_uring_cmd_complete_in_task(cmd, lathe_tw);
	else
		io_uring_cmd_done(cmd, 0, IO_URING_F_UNLOCKED); // expect: done-in-atomic
}

static int lathe_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct block_device *bdev = cmd->file->private_data;
	struct bio *bio = bio_alloc(bdev, 0, REQ_OP_FLUSH, GFP_KERNEL);

	bio->bi_private = cmd;
	bio->bi_end_io = cmd->cmd_op ? lathe_end_write : lathe_end_io;
	submit_bio(bio);
	return -EIOCBQUEUED;
}

static const struct file_operations lathe_fops = { .uring_cmd = lathe_uring_cmd };
