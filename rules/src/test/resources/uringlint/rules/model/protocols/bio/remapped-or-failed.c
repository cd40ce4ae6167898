// about: a bio goes to the device below, or ends with an error
#include <linux/bio.h>
#include <linux/blkdev.h>

static void shelf_submit_bio(struct bio *bio)
{
	struct shelf *shelf = bio->bi_bdev->bd_disk->private_data;

	if (!shelf->lower) {
		bio_io_error(bio);
		return;
	}
	bio_set_dev(bio, shelf->lower);
	submit_bio_noacct(bio);
}

static const struct block_device_operations shelf_ops = { .submit_bio = shelf_submit_bio };
