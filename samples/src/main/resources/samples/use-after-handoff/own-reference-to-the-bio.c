// about: a bio is looked at and put after it was submitted, once with a reference of the handler's own and once without
// origin: written for this rule
#include <linux/bio.h>
#include <linux/fs.h>
#include <linux/io_uring/cmd.h>

struct silo {
	struct block_device *bdev;
	atomic64_t quiet;
};

static void silo_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	io_uring_cmd_done(io_uring_cmd_from_tw(tw_req), 0, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static void silo_end_io(struct bio *bio)
{
	io_uring_cmd_do_in_task_lazy(bio->bi_private, silo_tw);
	bio_put(bio);
}

static int silo_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct silo *silo = cmd->file->private_data;
	bool counts = cmd->cmd_op == 1;
	struct bio *bio;

	if (issue_flags & IO_URING_F_NONBLOCK)
		return -EAGAIN;
	bio = bio_alloc(silo->bdev, 0, REQ_OP_FLUSH, GFP_KERNEL);
	bio->bi_private = cmd;
	bio->bi_end_io = silo_end_io;
	if (counts) {
		bio_get(bio);
		submit_bio(bio);
		atomic64_add(bio_flagged(bio, BIO_QUIET), &silo->quiet);
		bio_put(bio);
		return -EIOCBQUEUED;
	}
	submit_bio(bio);
	bio_put(bio); // expect: use-after-handoff
	return -EIOCBQUEUED;
}

static const struct file_operations silo_fops = { .uring_cmd = silo_uring_cmd };
