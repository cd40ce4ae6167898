// about: the command is handed to task work, and the result of the bookkeeping behind it is returned
// origin: written for this rule
// kernel: 6.12
#include <linux/io_uring/cmd.h>

struct ring {
	atomic_t deferred;
};

static void ring_tw(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	io_uring_cmd_done(cmd, 0, 0, issue_flags);
}

static int ring_account(struct ring *ring)
{
	if (atomic_inc_return(&ring->deferred) > 1000)
		return -EOVERFLOW;
	return 0;
}

static int ring_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct ring *ring = cmd->file->private_data;
	int ret;

	if (issue_flags & IO_URING_F_UNLOCKED) {
		io_uring_cmd_complete_in_task(cmd, ring_tw);
		ret = ring_account(ring);
		return ret; // expect: return-after-handoff
	}
	return 0;
}

static const struct file_operations ring_fops = { .uring_cmd = ring_uring_cmd };
