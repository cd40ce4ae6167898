// about: a bio is put into the list only while the device is there
#include <linux/bio.h>
#include <linux/blkdev.h>
#include <linux/workqueue.h>

struct kayak {
	spinlock_t lock;
	struct bio_list waiting;
	struct work_struct work;
	bool is_leaving;
};

static void kayak_work(struct work_struct *work)
{
	struct kayak *kayak = container_of(work, struct kayak, work);
	struct bio *bio;

	spin_lock_irq(&kayak->lock);
	while ((bio = bio_list_pop(&kayak->waiting))) {
		spin_unlock_irq(&kayak->lock);
		bio_endio(bio);
		spin_lock_irq(&kayak->lock);
	}
	spin_unlock_irq(&kayak->lock);
}

static void kayak_submit_bio(struct bio *bio)
{
	struct kayak *kayak = bio->bi_bdev->bd_disk->private_data;
	bool is_leaving;

	spin_lock_irq(&kayak->lock);
	is_leaving = kayak->is_leaving;
	if (!is_leaving)
		bio_list_add(&kayak->waiting, bio);
	spin_unlock_irq(&kayak->lock);
	if (is_leaving)
		bio_io_error(bio);
	else
		schedule_work(&kayak->work);
}

static void kayak_init(struct kayak *kayak)
{
	INIT_WORK(&kayak->work, kayak_work);
}

static const struct block_device_operations kayak_ops = {
	.submit_bio = kayak_submit_bio,
};
