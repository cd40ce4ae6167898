// about: the worker takes a bio out of the list and skips it
#include <linux/bio.h>
#include <linux/blkdev.h>
#include <linux/workqueue.h>

struct ferry {
	spinlock_t lock;
	struct bio_list waiting;
	struct work_struct work;
	struct workqueue_struct *queue;
};

static int ferry_carry(struct ferry *ferry, struct bio *bio)
{
	if (bio_op(bio) == REQ_OP_DISCARD)
		return -EOPNOTSUPP;
	ferry_copy(ferry, bio->bi_iter.bi_sector);
	return 0;
}

static void ferry_work(struct work_struct *work)
{
	struct ferry *ferry = container_of(work, struct ferry, work);
	struct bio *bio;

	for (;;) {
		spin_lock_irq(&ferry->lock);
		bio = bio_list_pop(&ferry->waiting);
		spin_unlock_irq(&ferry->lock);
		if (!bio)
			break;
		if (ferry_carry(ferry, bio) < 0)
			continue;
		bio_endio(bio);
	}
} // never

static void ferry_submit_bio(struct bio *bio)
{
	struct ferry *ferry = bio->bi_bdev->bd_disk->private_data;

	spin_lock_irq(&ferry->lock);
	bio_list_add(&ferry->waiting, bio);
	spin_unlock_irq(&ferry->lock);
	queue_work(ferry->queue, &ferry->work);
}

static void ferry_init(struct ferry *ferry)
{
	spin_lock_init(&ferry->lock);
	bio_list_init(&ferry->waiting);
	INIT_WORK(&ferry->work, ferry_work);
}

static const struct block_device_operations ferry_ops = {
	.submit_bio = ferry_submit_bio,
};
