// about: up to 6.7 the cookie belongs to the drivers that poll
// origin: written for this rule
// kernel: 6.7
#include <linux/io_uring.h>

struct buoy {
	unsigned int tag;
};

static int buoy_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct buoy *buoy = cmd->file->private_data;

	WRITE_ONCE(cmd->cookie, &buoy->tag);
	return 0;
}

static const struct file_operations buoy_fops = { .uring_cmd = buoy_uring_cmd };
