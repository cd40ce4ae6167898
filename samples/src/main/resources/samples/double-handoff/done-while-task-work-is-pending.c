// about: an error after the hand-off to task work completes the command in place
// origin: written for this rule
// kernel: 6.12
#include <linux/io_uring/cmd.h>

struct ring {
	atomic_t pending;
};

static void ring_tw(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	io_uring_cmd_done(cmd, 0, 0, issue_flags);
}

static int ring_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct ring *ring = cmd->file->private_data;

	io_uring_cmd_complete_in_task(cmd, ring_tw);
	if (atomic_inc_return(&ring->pending) > 512)
		io_uring_cmd_done(cmd, -EBUSY, 0, issue_flags); // expect: double-handoff
	return -EIOCBQUEUED;
}

static const struct file_operations ring_fops = { .uring_cmd = ring_uring_cmd };
