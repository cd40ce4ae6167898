// about: every check before the transfer ends the bio, by one label
#include <linux/bio.h>
#include <linux/blkdev.h>

struct attic {
	struct block_device *lower;
	sector_t size;
	bool is_read_only;
};

static void attic_submit_bio(struct bio *bio)
{
	struct attic *attic = bio->bi_bdev->bd_disk->private_data;

	if (bio->bi_iter.bi_sector + bio_sectors(bio) > attic->size)
		goto failed;
	if (attic->is_read_only && bio_data_dir(bio) == WRITE)
		goto failed;
	switch (bio_op(bio)) {
	case REQ_OP_READ:
	case REQ_OP_WRITE:
		bio_set_dev(bio, attic->lower);
		submit_bio_noacct(bio);
		return;
	case REQ_OP_FLUSH:
		bio_endio(bio);
		return;
	default:
		break;
	}

failed:
	bio_io_error(bio);
}

static const struct block_device_operations attic_ops = {
	.submit_bio = attic_submit_bio,
};
