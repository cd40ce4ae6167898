// about: bios wait in a list, and a worker ends them
#include <linux/bio.h>
#include <linux/blkdev.h>
#include <linux/workqueue.h>

struct barge {
	spinlock_t lock;
	struct bio_list waiting;
	struct work_struct work;
	struct workqueue_struct *queue;
	bool is_sunk;
};

static void barge_carry(struct barge *barge, struct bio *bio)
{
	if (barge->is_sunk)
		bio->bi_status = BLK_STS_IOERR;
	bio_endio(bio);
}

static void barge_work(struct work_struct *work)
{
	struct barge *barge = container_of(work, struct barge, work);
	struct bio *bio;

	for (;;) {
		spin_lock_irq(&barge->lock);
		bio = bio_list_pop(&barge->waiting);
		spin_unlock_irq(&barge->lock);
		if (!bio)
			break;
		barge_carry(barge, bio);
	}
}

static void barge_submit_bio(struct bio *bio)
{
	struct barge *barge = bio->bi_bdev->bd_disk->private_data;

	spin_lock_irq(&barge->lock);
	bio_list_add(&barge->waiting, bio);
	spin_unlock_irq(&barge->lock);
	queue_work(barge->queue, &barge->work);
}

static void barge_init(struct barge *barge)
{
	spin_lock_init(&barge->lock);
	bio_list_init(&barge->waiting);
	INIT_WORK(&barge->work, barge_work);
}

static const struct block_device_operations barge_ops = {
	.submit_bio = barge_submit_bio,
};
