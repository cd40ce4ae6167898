// about: a bio goes to a worker in a structure of its own
#include <linux/bio.h>
#include <linux/blkdev.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct kiln {
	struct workqueue_struct *queue;
	void *memory;
};

struct kiln_job {
	struct work_struct work;
	struct kiln *kiln;
	struct bio *bio;
};

static void kiln_work(struct work_struct *work)
{
	struct kiln_job *job = container_of(work, struct kiln_job, work);
	struct bio *bio = job->bio;

	if (!job->kiln->memory)
		bio->bi_status = BLK_STS_IOERR;
	kfree(job);
	bio_endio(bio);
}

static void kiln_submit_bio(struct bio *bio)
{
	struct kiln *kiln = bio->bi_bdev->bd_disk->private_data;
	struct kiln_job *job = kzalloc(sizeof(*job), GFP_NOIO);

	if (!job) {
		bio->bi_status = BLK_STS_RESOURCE;
		bio_endio(bio);
		return;
	}
	job->kiln = kiln;
	job->bio = bio;
	INIT_WORK(&job->work, kiln_work);
	queue_work(kiln->queue, &job->work);
}

static const struct block_device_operations kiln_ops = {
	.submit_bio = kiln_submit_bio,
};
