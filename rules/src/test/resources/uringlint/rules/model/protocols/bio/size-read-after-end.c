// about: the size for the statistics is read from a bio that has ended
#include <linux/bio.h>
#include <linux/blkdev.h>

struct ladle {
	void *memory;
	atomic64_t sectors;
	atomic64_t errors;
};

static blk_status_t ladle_copy(struct ladle *ladle, void *to, sector_t at)
{
	if (!ladle->memory)
		return BLK_STS_IOERR;
	memcpy(to, ladle->memory + (at << 9), 512);
	return BLK_STS_OK;
}

static void ladle_submit_bio(struct bio *bio)
{
	struct ladle *ladle = bio->bi_bdev->bd_disk->private_data;
	void *data = page_address(bio_page(bio));

	bio->bi_status = ladle_copy(ladle, data, bio->bi_iter.bi_sector);
	if (bio->bi_status)
		atomic64_inc(&ladle->errors);
	bio_endio(bio);
	atomic64_add(bio_sectors(bio), &ladle->sectors); // late
}

static const struct block_device_operations ladle_ops = {
	.submit_bio = ladle_submit_bio,
};
