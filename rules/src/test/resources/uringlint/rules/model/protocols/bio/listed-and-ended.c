// about: a bio is put into the list, and ended because the device goes away
#include <linux/bio.h>
#include <linux/blkdev.h>
#include <linux/workqueue.h>

struct canoe {
	spinlock_t lock;
	struct bio_list waiting;
	struct work_struct work;
	bool is_leaving;
};

static void canoe_work(struct work_struct *work)
{
	struct canoe *canoe = container_of(work, struct canoe, work);
	struct bio *bio;

	spin_lock_irq(&canoe->lock);
	while ((bio = bio_list_pop(&canoe->waiting))) {
		spin_unlock_irq(&canoe->lock);
		bio_endio(bio);
		spin_lock_irq(&canoe->lock);
	}
	spin_unlock_irq(&canoe->lock);
}

static void canoe_submit_bio(struct bio *bio)
{
	struct canoe *canoe = bio->bi_bdev->bd_disk->private_data;

	spin_lock_irq(&canoe->lock);
	bio_list_add(&canoe->waiting, bio);
	spin_unlock_irq(&canoe->lock);
	if (canoe->is_leaving) {
		bio_io_error(bio); // twice
		return;
	}
	schedule_work(&canoe->work);
}

static void canoe_init(struct canoe *canoe)
{
	INIT_WORK(&canoe->work, canoe_work);
}

static const struct block_device_operations canoe_ops = {
	.submit_bio = canoe_submit_bio,
};
