// about: only one of the commands has a long payload, and only that one asks for large entries
// origin: written for this rule
#include <linux/io_uring/cmd.h>

enum { LOOM_STOP = 1, LOOM_WEAVE, LOOM_DYE };

struct loom_weave {
	__u32 warp;
	__u32 weft;
	__u64 pattern;
	__u32 repeat;
	__u32 mirror;
};

struct loom_dye {
	__u32 color;
	__u32 depth;
};

static int loom_weave(struct loom *loom, const struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	const struct loom_weave *weave = io_uring_sqe128_cmd(cmd->sqe, struct loom_weave);
	u32 repeat;

	if (!(issue_flags & IO_URING_F_SQE128))
		return -EINVAL;
	repeat = READ_ONCE(weave->repeat);
	if (repeat > LOOM_ROWS)
		return -ERANGE;
	return loom_rows(loom, READ_ONCE(weave->pattern), repeat);
}

static int loom_dye(struct loom *loom, const struct io_uring_cmd *cmd)
{
	const struct loom_dye *dye = io_uring_sqe_cmd(cmd->sqe, struct loom_dye);
	u32 color = READ_ONCE(dye->color);
	u32 depth = READ_ONCE(dye->depth);

	if (depth > 8)
		return -EINVAL;
	return loom_bath(loom, color, depth);
}

static int loom_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct loom *loom = cmd->file->private_data;
	int ret = -ENOTTY;

	switch (cmd->cmd_op) {
	case LOOM_STOP:
		ret = loom_stop(loom);
		break;
	case LOOM_WEAVE:
		ret = loom_weave(loom, cmd, issue_flags);
		break;
	case LOOM_DYE:
		ret = loom_dye(loom, cmd);
		break;
	}
	return ret;
}

static const struct file_operations loom_fops = { .uring_cmd = loom_uring_cmd };
