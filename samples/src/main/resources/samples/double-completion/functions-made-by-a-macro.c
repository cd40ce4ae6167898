// about: a list of fields makes the functions; each of them completes and returns 0
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct scale {
	u32 weight;
	u32 count;
};

#define SCALE_FIELDS(X)	\
	X(0, weight)	\
	X(1, count)

#define SCALE_DEFINE_READ(number, field)					\
static int scale_read_##field(struct scale *scale, struct io_uring_cmd *cmd,	\
			      unsigned int flags)				\
{										\
	if (!scale->field)							\
		return -ENODATA;						\
	io_uring_cmd_done(cmd, scale->field, flags);				\
	return 0;								\
}

SCALE_FIELDS(SCALE_DEFINE_READ) // expect: double-completion

#define SCALE_DEFINE_CLEAR(field)						\
static int scale_clear_##field(struct scale *scale)				\
{										\
	scale->field = 0;							\
	return 0;								\
}

SCALE_DEFINE_CLEAR(weight)
SCALE_DEFINE_CLEAR(count);

static int scale_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct scale *scale = cmd->file->private_data;

	switch (cmd->cmd_op) {
	case 0:
		return scale_read_weight(scale, cmd, issue_flags);
	case 1:
		return scale_read_count(scale, cmd, issue_flags);
	case 8:
		return scale_clear_weight(scale);
	case 9:
		return scale_clear_count(scale);
	default:
		return -ENOTTY;
	}
}

static const struct file_operations scale_fops = {
	.uring_cmd = scale_uring_cmd,
};
