// about: the helper ends the bio when it fails, and so does its caller
#include <linux/bio.h>
#include <linux/blkdev.h>

struct fence {
	void **pages;
	unsigned int count;
};

static int fence_transfer(struct fence *fence, struct bio *bio)
{
	unsigned int index = bio->bi_iter.bi_sector >> 3;

	if (index >= fence->count || !fence->pages[index]) {
		bio_io_error(bio);
		return -EIO;
	}
	memcpy(fence->pages[index], page_address(bio_page(bio)), PAGE_SIZE);
	return 0;
}

static void fence_submit_bio(struct bio *bio)
{
	struct fence *fence = bio->bi_bdev->bd_disk->private_data;
	int ret;

	ret = fence_transfer(fence, bio);
	if (ret < 0)
		bio->bi_status = errno_to_blk_status(ret); // late
	bio_endio(bio); // twice
}

static const struct block_device_operations fence_ops = {
	.submit_bio = fence_submit_bio,
};
