// about: the last argument was a second result up to 6.2, and this kernel takes it for flags
// origin: written for this rule
// kernel: 6.4
#include <linux/io_uring.h>

struct pump {
	int level;
};

static void pump_tw(struct io_uring_cmd *cmd) // expect: api-version
{
	struct pump *pump = cmd->file->private_data;

	io_uring_cmd_done(cmd, pump->level, 0); // expect: api-version
}

static int pump_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	io_uring_cmd_complete_in_task(cmd, pump_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations pump_fops = { .uring_cmd = pump_uring_cmd };
