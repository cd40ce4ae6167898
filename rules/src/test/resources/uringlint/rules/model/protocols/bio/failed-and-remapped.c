// about: the return behind the error is missing
#include <linux/bio.h>
#include <linux/blkdev.h>

static void crate_submit_bio(struct bio *bio)
{
	struct crate *crate = bio->bi_bdev->bd_disk->private_data;

	if (!crate->lower)
		bio_io_error(bio);
	bio_set_dev(bio, crate->lower);
	submit_bio_noacct(bio); // twice
}

static const struct block_device_operations crate_ops = { .submit_bio = crate_submit_bio };
