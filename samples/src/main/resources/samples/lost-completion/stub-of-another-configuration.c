// about: a function that takes the command does nothing in a kernel that is built without it, and is elsewhere in all others
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct lane;

#ifdef CONFIG_LANE_QUEUE
void lane_queue_add(struct lane *lane, struct io_uring_cmd *cmd);
#else
static inline void lane_queue_add(struct lane *lane, struct io_uring_cmd *cmd)
{
}
#endif

static int lane_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	// Not followed: the function is not part of the sample.
	lane_queue_add(cmd->file->private_data, cmd);
	return -EIOCBQUEUED;
}

static const struct file_operations lane_fops = { .uring_cmd = lane_uring_cmd };
