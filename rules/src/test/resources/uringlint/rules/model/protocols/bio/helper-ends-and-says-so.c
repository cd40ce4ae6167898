// about: the check ends what it refuses, and tells its caller
#include <linux/bio.h>
#include <linux/blkdev.h>

struct gate {
	struct block_device *lower;
	bool is_read_only;
	bool is_shut;
};

/* Returns true if the bio was ended. */
static bool gate_refuse(struct gate *gate, struct bio *bio)
{
	if (gate->is_shut) {
		bio_io_error(bio);
		return true;
	}
	if (gate->is_read_only && bio_data_dir(bio) == WRITE) {
		bio->bi_status = BLK_STS_NOTSUPP;
		bio_endio(bio);
		return true;
	}
	return false;
}

static void gate_submit_bio(struct bio *bio)
{
	struct gate *gate = bio->bi_bdev->bd_disk->private_data;

	if (gate_refuse(gate, bio))
		return;
	bio_set_dev(bio, gate->lower);
	submit_bio_noacct(bio);
}

static const struct block_device_operations gate_ops = {
	.submit_bio = gate_submit_bio,
};
