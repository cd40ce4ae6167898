// about: jobs with bios wait in a list, and the worker ends a bio with its job
#include <linux/bio.h>
#include <linux/blkdev.h>
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct tunnel {
	spinlock_t lock;
	struct list_head jobs;
	struct work_struct work;
	bool is_blocked;
};

struct tunnel_job {
	struct list_head node;
	struct bio *bio;
};

static void tunnel_work(struct work_struct *work)
{
	struct tunnel *tunnel = container_of(work, struct tunnel, work);
	struct tunnel_job *job;

	spin_lock_irq(&tunnel->lock);
	while (!list_empty(&tunnel->jobs)) {
		job = list_first_entry(&tunnel->jobs, struct tunnel_job, node);
		list_del(&job->node);
		spin_unlock_irq(&tunnel->lock);
		if (tunnel->is_blocked)
			bio_io_error(job->bio);
		else
			bio_endio(job->bio);
		kfree(job);
		spin_lock_irq(&tunnel->lock);
	}
	spin_unlock_irq(&tunnel->lock);
}

static void tunnel_submit_bio(struct bio *bio)
{
	struct tunnel *tunnel = bio->bi_bdev->bd_disk->private_data;
	struct tunnel_job *job = kzalloc(sizeof(*job), GFP_NOIO);

	if (!job) {
		bio_wouldblock_error(bio);
		return;
	}
	job->bio = bio;
	spin_lock_irq(&tunnel->lock);
	list_add_tail(&job->node, &tunnel->jobs);
	spin_unlock_irq(&tunnel->lock);
	schedule_work(&tunnel->work);
}

static void tunnel_init(struct tunnel *tunnel)
{
	INIT_WORK(&tunnel->work, tunnel_work);
}

static const struct block_device_operations tunnel_ops = {
	.submit_bio = tunnel_submit_bio,
};
