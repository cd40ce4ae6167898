// about: a bio that is out of range is dropped with a message
#include <linux/bio.h>
#include <linux/blkdev.h>

struct cellar {
	struct block_device *lower;
	sector_t size;
	bool is_read_only;
};

static void cellar_submit_bio(struct bio *bio)
{
	struct cellar *cellar = bio->bi_bdev->bd_disk->private_data;

	if (bio->bi_iter.bi_sector + bio_sectors(bio) > cellar->size) {
		pr_err("cellar: access behind the end\n");
		return; // never
	}
	if (cellar->is_read_only && bio_data_dir(bio) == WRITE) {
		bio->bi_status = BLK_STS_NOTSUPP;
		bio_endio(bio);
		return;
	}
	bio_set_dev(bio, cellar->lower);
	submit_bio_noacct(bio);
}

static const struct block_device_operations cellar_ops = {
	.submit_bio = cellar_submit_bio,
};
