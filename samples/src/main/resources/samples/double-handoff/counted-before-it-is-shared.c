// about: two bios share a context whose counter starts at two, and the one that counts it down to zero completes; the other context counts nothing
// origin: written for this rule
#include <linux/atomic.h>
#include <linux/bio.h>
#include <linux/fs.h>
#include <linux/io_uring/cmd.h>
#include <linux/slab.h>

struct weir {
	struct block_device *banks[2];
};

struct weir_io {
	atomic_t open;
	struct io_uring_cmd *cmd;
};

static void weir_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	io_uring_cmd_done(io_uring_cmd_from_tw(tw_req), 0, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static void weir_end_io(struct bio *bio)
{
	struct weir_io *io = bio->bi_private;

	bio_put(bio);
	if (!atomic_dec_and_test(&io->open))
		return;
	io_uring_cmd_do_in_task_lazy(io->cmd, weir_tw);
	kfree(io);
}

static void weir_flush(struct weir_io *io, struct block_device *bank)
{
	struct bio *bio = bio_alloc(bank, 0, REQ_OP_FLUSH, GFP_KERNEL);

	bio->bi_private = io;
	bio->bi_end_io = weir_end_io;
	submit_bio(bio);
}

static int weir_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct weir *weir = cmd->file->private_data;
	struct weir_io *io;

	if (issue_flags & IO_URING_F_NONBLOCK)
		return -EAGAIN;
	io = kzalloc(sizeof(*io), GFP_KERNEL);
	if (!io)
		return -ENOMEM;
	io->cmd = cmd;
	if (cmd->cmd_op) {
		atomic_set(&io->open, 2);
		weir_flush(io, weir->banks[0]);
		weir_flush(io, weir->banks[1]);
		return -EIOCBQUEUED;
	}
	atomic_set(&io->open, 1);
	weir_flush(io, weir->banks[0]);
	weir_flush(io, weir->banks[1]); // expect: double-handoff
	return -EIOCBQUEUED;
}

static const struct file_operations weir_fops = { .uring_cmd = weir_uring_cmd };
