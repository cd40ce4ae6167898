// about: the comment above the lock in one place says when something changes, and nothing about who may wait
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/mutex.h>

#define OVEN_BAKE _IO('o', 1)
#define OVEN_HEAT _IO('o', 2)

struct oven {
	struct mutex lock;
	bool is_live;
	u32 heat;
	u32 loaves;
};

static int oven_heat(struct oven *oven, u32 heat)
{
	int ret = -EBUSY;

	/* the heat only changes while nothing is baked */
	mutex_lock(&oven->lock);
	if (!oven->is_live) {
		oven->heat = heat;
		ret = 0;
	}
	mutex_unlock(&oven->lock);
	return ret;
}

static int oven_bake(struct oven *oven)
{
	mutex_lock(&oven->lock);
	oven->loaves++;
	mutex_unlock(&oven->lock);
	return 0;
}

static int oven_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct oven *oven = cmd->file->private_data;

	switch (cmd->cmd_op) {
	case OVEN_BAKE:
		return oven_bake(oven); // expect: nonblock-ignored
	case OVEN_HEAT:
		if (issue_flags & IO_URING_F_NONBLOCK)
			return -EAGAIN;
		return oven_heat(oven, 200);
	default:
		return -EOPNOTSUPP;
	}
}

static const struct file_operations oven_fops = { .uring_cmd = oven_uring_cmd };
