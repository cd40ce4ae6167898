// about: a bio that ends completes the command in its interrupt, on a kernel whose completions have no flags
// origin: written for this rule
// kernel: 6.1
#include <linux/bio.h>
#include <linux/io_uring.h>

static void slate_end_io(struct bio *bio)
{
	struct io_uring_cmd *cmd = bio->bi_private;
	int ret = blk_status_to_errno(bio->bi_status);

	bio_put(bio);
	io_uring_cmd_done(cmd, ret, 0); // expect: done-in-atomic
}

static int slate_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct block_device *bdev = cmd->file->private_data;
	struct bio *bio = bio_alloc(bdev, 0, REQ_OP_FLUSH, GFP_KERNEL);

	bio->bi_private = cmd;
	bio->bi_end_io = slate_end_io;
	submit_bio(bio);
	return -EIOCBQUEUED;
}

static const struct file_operations slate_fops = {
	.uring_cmd = slate_uring_cmd,
};
