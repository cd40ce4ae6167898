// about: the worker moves all bios to a list of its own, and ends them without the lock
#include <linux/bio.h>
#include <linux/blkdev.h>
#include <linux/workqueue.h>

struct sluice {
	spinlock_t lock;
	struct bio_list waiting;
	struct work_struct work;
};

static void sluice_work(struct work_struct *work)
{
	struct sluice *sluice = container_of(work, struct sluice, work);
	struct bio_list bios;
	struct bio *bio;

	bio_list_init(&bios);
	spin_lock_irq(&sluice->lock);
	bio_list_merge(&bios, &sluice->waiting);
	bio_list_init(&sluice->waiting);
	spin_unlock_irq(&sluice->lock);
	while ((bio = bio_list_pop(&bios)) != NULL)
		bio_endio(bio);
}

static void sluice_submit_bio(struct bio *bio)
{
	struct sluice *sluice = bio->bi_bdev->bd_disk->private_data;
	unsigned long flags;

	spin_lock_irqsave(&sluice->lock, flags);
	bio_list_add(&sluice->waiting, bio);
	spin_unlock_irqrestore(&sluice->lock, flags);
	schedule_work(&sluice->work);
}

static void sluice_init(struct sluice *sluice)
{
	INIT_WORK(&sluice->work, sluice_work);
}

static const struct block_device_operations sluice_ops = {
	.submit_bio = sluice_submit_bio,
};
