// about: the bio of a job that was queued is ended by the label for errors too
#include <linux/bio.h>
#include <linux/blkdev.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct oven {
	struct workqueue_struct *queue;
	unsigned int jobs;
};

struct oven_job {
	struct work_struct work;
	struct bio *bio;
};

static void oven_work(struct work_struct *work)
{
	struct oven_job *job = container_of(work, struct oven_job, work);

	bio_endio(job->bio);
	kfree(job);
}

static void oven_submit_bio(struct bio *bio)
{
	struct oven *oven = bio->bi_bdev->bd_disk->private_data;
	struct oven_job *job = kzalloc(sizeof(*job), GFP_NOIO);

	if (!job)
		goto failed;
	job->bio = bio;
	INIT_WORK(&job->work, oven_work);
	queue_work(oven->queue, &job->work);
	if (++oven->jobs < 16)
		return;
	pr_warn("oven: many jobs\n");

failed:
	bio_io_error(bio); // twice
}

static const struct block_device_operations oven_ops = {
	.submit_bio = oven_submit_bio,
};
