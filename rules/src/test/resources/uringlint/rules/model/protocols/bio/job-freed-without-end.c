// about: the worker frees a job that the device cannot do, and its bio never ends
#include <linux/bio.h>
#include <linux/blkdev.h>
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct shaft {
	spinlock_t lock;
	struct list_head jobs;
	struct work_struct work;
	bool is_blocked;
};

struct shaft_job {
	struct list_head node;
	struct bio *bio;
};

static void shaft_work(struct work_struct *work)
{
	struct shaft *shaft = container_of(work, struct shaft, work);
	struct shaft_job *job;

	spin_lock_irq(&shaft->lock);
	while (!list_empty(&shaft->jobs)) {
		job = list_first_entry(&shaft->jobs, struct shaft_job, node);
		list_del(&job->node);
		spin_unlock_irq(&shaft->lock);
		if (!shaft->is_blocked)
			bio_endio(job->bio);
		kfree(job);
		spin_lock_irq(&shaft->lock);
	}
	spin_unlock_irq(&shaft->lock);
} // never

static void shaft_submit_bio(struct bio *bio)
{
	struct shaft *shaft = bio->bi_bdev->bd_disk->private_data;
	struct shaft_job *job = kzalloc(sizeof(*job), GFP_NOIO);

	if (!job) {
		bio_wouldblock_error(bio);
		return;
	}
	job->bio = bio;
	spin_lock_irq(&shaft->lock);
	list_add_tail(&job->node, &shaft->jobs);
	spin_unlock_irq(&shaft->lock);
	schedule_work(&shaft->work);
}

static void shaft_init(struct shaft *shaft)
{
	INIT_WORK(&shaft->work, shaft_work);
}

static const struct block_device_operations shaft_ops = {
	.submit_bio = shaft_submit_bio,
};
