// about: a clone goes below, and its end ends the original
#include <linux/bio.h>
#include <linux/blkdev.h>
#include <linux/slab.h>

struct pier {
	struct block_device *lower;
	struct bio_set clones;
};

struct pier_io {
	struct bio *original;
	unsigned long start;
};

static void pier_clone_done(struct bio *clone)
{
	struct pier_io *io = clone->bi_private;
	struct bio *original = io->original;

	original->bi_status = clone->bi_status;
	bio_put(clone);
	kfree(io);
	bio_endio(original);
}

static void pier_submit_bio(struct bio *bio)
{
	struct pier *pier = bio->bi_bdev->bd_disk->private_data;
	struct pier_io *io = kmalloc(sizeof(*io), GFP_NOIO);
	struct bio *clone;

	if (!io)
		goto failed;
	clone = bio_alloc_clone(pier->lower, bio, GFP_NOIO, &pier->clones);
	if (!clone)
		goto free_io;
	io->original = bio;
	io->start = jiffies;
	clone->bi_private = io;
	clone->bi_end_io = pier_clone_done;
	submit_bio_noacct(clone);
	return;

free_io:
	kfree(io);
failed:
	bio_io_error(bio);
}

static const struct block_device_operations pier_ops = {
	.submit_bio = pier_submit_bio,
};
