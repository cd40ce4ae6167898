// about: a callee uses the same number for "locked, read it yourself"; the handler does so before it passes the number on
// origin: written for this rule
#include <linux/blkdev.h>
#include <linux/io_uring/cmd.h>

struct frob {
	rwlock_t lock;
	bool cached;
	struct block_device *bdev;
};

struct frob_read {
	struct io_uring_cmd *cmd;
	int status;
};

static int frob_lookup(struct frob *frob)
{
	read_lock(&frob->lock);
	if (!frob->cached) {
		read_unlock(&frob->lock);
		return -EIOCBQUEUED;
	}
	read_unlock(&frob->lock);
	return 0;
}

static void frob_read_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct frob_read *read = *io_uring_cmd_to_pdu(cmd, struct frob_read *);
	int status = read->status;

	kfree(read);
	io_uring_cmd_done(cmd, status, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static void frob_end_io(struct bio *bio)
{
	struct frob_read *read = bio->bi_private;

	read->status = blk_status_to_errno(bio->bi_status);
	bio_put(bio);
	io_uring_cmd_complete_in_task(read->cmd, frob_read_tw);
}

static int frob_read_extent(struct frob *frob, void *context)
{
	struct bio *bio = bio_alloc(frob->bdev, 1, REQ_OP_READ, GFP_NOWAIT);

	if (!bio)
		return -ENOMEM;
	bio->bi_private = context;
	bio->bi_end_io = frob_end_io;
	submit_bio(bio);
	return 0;
}

static int frob_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct frob *frob = cmd->file->private_data;
	struct frob_read *read;
	int ret = frob_lookup(frob);

	if (ret != -EIOCBQUEUED)
		return ret;
	read = kzalloc(sizeof(*read), GFP_NOWAIT);
	if (!read)
		return -ENOMEM;
	read->cmd = cmd;
	*io_uring_cmd_to_pdu(cmd, struct frob_read *) = read;
	ret = frob_read_extent(frob, read);
	if (ret) {
		kfree(read);
		return ret;
	}
	return -EIOCBQUEUED;
}

static const struct file_operations frob_fops = { .uring_cmd = frob_uring_cmd };
