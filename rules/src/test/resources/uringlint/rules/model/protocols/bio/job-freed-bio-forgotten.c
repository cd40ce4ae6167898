// about: the worker forgets the bio of a job when the device cannot do it
#include <linux/bio.h>
#include <linux/blkdev.h>
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct sewer {
	spinlock_t lock;
	struct list_head jobs;
	struct work_struct work;
	bool is_blocked;
};

struct sewer_job {
	struct list_head node;
	struct bio *bio;
};

static void sewer_work(struct work_struct *work)
{
	struct sewer *sewer = container_of(work, struct sewer, work);
	struct sewer_job *job;
	struct bio *bio;

	spin_lock_irq(&sewer->lock);
	while (!list_empty(&sewer->jobs)) {
		job = list_first_entry(&sewer->jobs, struct sewer_job, node);
		list_del(&job->node);
		spin_unlock_irq(&sewer->lock);
		bio = job->bio;
		kfree(job);
		if (!sewer->is_blocked)
			bio_endio(bio);
		spin_lock_irq(&sewer->lock);
	}
	spin_unlock_irq(&sewer->lock);
} // missed: never

static void sewer_submit_bio(struct bio *bio)
{
	struct sewer *sewer = bio->bi_bdev->bd_disk->private_data;
	struct sewer_job *job = kzalloc(sizeof(*job), GFP_NOIO);

	if (!job) {
		bio_wouldblock_error(bio);
		return;
	}
	job->bio = bio;
	spin_lock_irq(&sewer->lock);
	list_add_tail(&job->node, &sewer->jobs);
	spin_unlock_irq(&sewer->lock);
	schedule_work(&sewer->work);
}

static void sewer_init(struct sewer *sewer)
{
	INIT_WORK(&sewer->work, sewer_work);
}

static const struct block_device_operations sewer_ops = {
	.submit_bio = sewer_submit_bio,
};
