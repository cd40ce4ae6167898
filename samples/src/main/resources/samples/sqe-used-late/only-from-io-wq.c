// about: task work is scheduled from io-wq alone, whose requests have a copy of the SQE
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct lane_arg {
	__u32 lane;
	__u32 value;
};

static int lane_local(struct io_uring_cmd *cmd)
{
	const struct lane_arg *arg = io_uring_sqe_cmd(cmd->sqe, struct lane_arg);
	u32 lane = READ_ONCE(arg->lane);

	return lane_set(cmd->file->private_data, lane, READ_ONCE(arg->value));
}

static void lane_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	int ret = tw.cancel ? -ECANCELED : lane_local(cmd);

	if (ret == -EIOCBQUEUED)
		ret = -EIO;
	io_uring_cmd_done(cmd, ret, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static int lane_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	if (issue_flags & IO_URING_F_UNLOCKED) {
		io_uring_cmd_complete_in_task(cmd, lane_tw);
		return -EIOCBQUEUED;
	}
	return lane_local(cmd);
}

static const struct file_operations lane_fops = { .uring_cmd = lane_uring_cmd };
