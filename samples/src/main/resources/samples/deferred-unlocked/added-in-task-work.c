// about: a helper adds the flag for workers, and task work calls it too
// origin: written for this rule
// kernel: 6.12
#include <linux/io_uring/cmd.h>

struct lever {
	struct io_uring_cmd *cmd;
};

static void lever_end(struct io_uring_cmd *cmd, int result, unsigned int flags)
{
	io_uring_cmd_done(cmd, result, 0, flags | IO_URING_F_UNLOCKED); // expect: deferred-unlocked
}

static void lever_tw(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	lever_end(cmd, 0, issue_flags);
}

static int lever_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	io_uring_cmd_complete_in_task(cmd, lever_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations lever_fops = {
	.uring_cmd = lever_uring_cmd,
};
