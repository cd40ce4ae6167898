// about: several bios carry the command, and the one that ends last completes it
// origin: written for this rule
#include <linux/bio.h>
#include <linux/blkdev.h>
#include <linux/io_uring/cmd.h>
#include <linux/refcount.h>
#include <linux/slab.h>

struct rake_io {
	refcount_t parts;
	struct io_uring_cmd *cmd;
	int error;
};

static void rake_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	io_uring_cmd_done(io_uring_cmd_from_tw(tw_req), 0, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static void rake_put(struct rake_io *io)
{
	struct io_uring_cmd *cmd = io->cmd;

	if (!refcount_dec_and_test(&io->parts))
		return;
	kfree(io);
	io_uring_cmd_do_in_task_lazy(cmd, rake_tw);
}

static void rake_end_io(struct bio *bio)
{
	struct rake_io *io = bio->bi_private;

	bio_put(bio);
	rake_put(io);
}

static int rake_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct block_device *bdev = cmd->file->private_data;
	u32 parts = READ_ONCE(cmd->sqe->len);
	struct rake_io *io;

	if (issue_flags & IO_URING_F_NONBLOCK)
		return -EAGAIN;
	io = kzalloc(sizeof(*io), GFP_KERNEL);
	if (!io)
		return -ENOMEM;
	refcount_set(&io->parts, 1);
	io->cmd = cmd;
	for (u32 part = 0; part < parts; part++) {
		struct bio *bio = bio_alloc(bdev, 0, REQ_OP_DISCARD, GFP_KERNEL);

		bio->bi_private = io;
		bio->bi_end_io = rake_end_io;
		refcount_inc(&io->parts);
		submit_bio(bio);
	}
	rake_put(io);
	return -EIOCBQUEUED;
}

static const struct file_operations rake_fops = { .uring_cmd = rake_uring_cmd };
