// about: the worker counts the sectors of a bio, and forgets it when the device is blocked
#include <linux/bio.h>
#include <linux/blkdev.h>
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct culvert {
	spinlock_t lock;
	struct list_head jobs;
	struct work_struct work;
	bool is_blocked;
	u64 sectors;
};

struct culvert_job {
	struct list_head node;
	struct bio *bio;
};

static void culvert_work(struct work_struct *work)
{
	struct culvert *culvert = container_of(work, struct culvert, work);
	struct culvert_job *job;
	struct bio *bio;

	spin_lock_irq(&culvert->lock);
	while (!list_empty(&culvert->jobs)) {
		job = list_first_entry(&culvert->jobs, struct culvert_job, node);
		list_del(&job->node);
		spin_unlock_irq(&culvert->lock);
		bio = job->bio;
		culvert->sectors += bio_sectors(bio);
		kfree(job);
		if (!culvert->is_blocked)
			bio_endio(bio);
		spin_lock_irq(&culvert->lock);
	}
	spin_unlock_irq(&culvert->lock);
} // never

static void culvert_submit_bio(struct bio *bio)
{
	struct culvert *culvert = bio->bi_bdev->bd_disk->private_data;
	struct culvert_job *job = kzalloc(sizeof(*job), GFP_NOIO);

	if (!job) {
		bio_wouldblock_error(bio);
		return;
	}
	job->bio = bio;
	spin_lock_irq(&culvert->lock);
	list_add_tail(&job->node, &culvert->jobs);
	spin_unlock_irq(&culvert->lock);
	schedule_work(&culvert->work);
}

static void culvert_init(struct culvert *culvert)
{
	INIT_WORK(&culvert->work, culvert_work);
}

static const struct block_device_operations culvert_ops = {
	.submit_bio = culvert_submit_bio,
};
