// about: when the clone cannot be had, the original is forgotten
#include <linux/bio.h>
#include <linux/blkdev.h>
#include <linux/slab.h>

struct quay {
	struct block_device *lower;
	struct bio_set clones;
};

struct quay_io {
	struct bio *original;
};

static void quay_clone_done(struct bio *clone)
{
	struct quay_io *io = clone->bi_private;

	io->original->bi_status = clone->bi_status;
	bio_endio(io->original);
	bio_put(clone);
	kfree(io);
}

static void quay_submit_bio(struct bio *bio)
{
	struct quay *quay = bio->bi_bdev->bd_disk->private_data;
	struct quay_io *io = kmalloc(sizeof(*io), GFP_NOIO);
	struct bio *clone;

	if (!io) {
		bio_io_error(bio);
		return;
	}
	clone = bio_alloc_clone(quay->lower, bio, GFP_NOIO, &quay->clones);
	if (!clone) {
		kfree(io);
		return; // never
	}
	io->original = bio;
	clone->bi_private = io;
	clone->bi_end_io = quay_clone_done;
	submit_bio_noacct(clone);
}

static const struct block_device_operations quay_ops = {
	.submit_bio = quay_submit_bio,
};
