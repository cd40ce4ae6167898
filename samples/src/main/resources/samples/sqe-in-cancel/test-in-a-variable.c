// about: whether the handler is called to cancel is kept in a variable, and asked after the payload was read
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct gong_arg {
	__u16 tone;
	__u16 reserved[3];
};

struct gong {
	struct io_uring_cmd *cmd;
};

static int gong_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	const struct gong_arg *arg = io_uring_sqe_cmd(cmd->sqe, struct gong_arg);
	bool is_cancel = issue_flags & IO_URING_F_CANCEL;
	struct gong *gong = cmd->file->private_data;
	u16 tone = READ_ONCE(arg->tone); // expect: sqe-in-cancel

	if (is_cancel) {
		if (cmpxchg(&gong->cmd, cmd, NULL) == cmd)
			io_uring_cmd_done(cmd, -ECANCELED, issue_flags);
		return 0;
	}
	if (tone > 8)
		return -EINVAL;
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	if (cmpxchg(&gong->cmd, NULL, cmd)) {
		io_uring_cmd_done(cmd, -EBUSY, issue_flags);
	}
	return -EIOCBQUEUED;
}

void gong_strike(struct gong *gong)
{
	struct io_uring_cmd *cmd = xchg(&gong->cmd, NULL);

	if (cmd)
		io_uring_cmd_done(cmd, 0, IO_URING_F_UNLOCKED);
}

static const struct file_operations gong_fops = { .uring_cmd = gong_uring_cmd };
