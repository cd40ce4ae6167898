// about: the helper that completes gives up where it warns that this cannot be; another path forgets the command
// origin: written for this rule
#include <linux/blkdev.h>
#include <linux/io_uring/cmd.h>

struct kiosk {
	struct block_device *bdev;
	unsigned int sales;
};

struct kiosk_pdu {
	struct kiosk *kiosk;
};

static void kiosk_finish(struct io_uring_cmd *cmd, int result)
{
	if (WARN_ON_ONCE(cmd->flags & IORING_URING_CMD_CANCELABLE))
		return;
	io_uring_cmd_done(cmd, result, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static void kiosk_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct kiosk_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct kiosk_pdu);

	if (WARN_ON(!pdu->kiosk))
		return;
	if (unlikely(WARN(pdu->kiosk->sales > 1000, "kiosk: too many sales\n")))
		goto out;
	kiosk_finish(cmd, tw.cancel ? -ECANCELED : 0);
out:
	return;
}

static void kiosk_end_io(struct bio *bio)
{
	struct io_uring_cmd *cmd = bio->bi_private;

	WARN_ON_ONCE(!cmd);
	if (bio->bi_status) {
		bio_put(bio);
		return; // expect: lost-in-callback
	}
	io_uring_cmd_do_in_task_lazy(cmd, kiosk_tw);
	bio_put(bio);
}

static int kiosk_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct kiosk *kiosk = cmd->file->private_data;
	struct kiosk_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct kiosk_pdu);
	struct bio *bio = bio_alloc(kiosk->bdev, 0, REQ_OP_FLUSH, GFP_NOWAIT);

	if (!bio)
		return -ENOMEM;
	pdu->kiosk = kiosk;
	bio->bi_private = cmd;
	bio->bi_end_io = kiosk_end_io;
	submit_bio(bio);
	return -EIOCBQUEUED;
}

static const struct file_operations kiosk_fops = { .uring_cmd = kiosk_uring_cmd };
