// about: helpers ask for the operation and for one flag after the other; what the first one said holds behind the last one
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/mutex.h>

#define HARBOR_LIST 1
#define HARBOR_COUNT 2
#define HARBOR_DOCK 3

struct harbor {
	struct mutex lock;
	unsigned int ships;
};

static bool harbor_may_wait(u32 op)
{
	switch (_IOC_NR(op)) {
	case HARBOR_LIST:
	case HARBOR_COUNT:
		return false;
	default:
		return true;
	}
}

static bool harbor_must_not_wait(unsigned int issue_flags)
{
	return issue_flags & IO_URING_F_NONBLOCK;
}

static bool harbor_has_room(unsigned int issue_flags)
{
	return issue_flags & IO_URING_F_SQE128;
}

static int harbor_run(struct harbor *harbor, u32 op)
{
	int ships = 0;

	switch (_IOC_NR(op)) {
	case HARBOR_COUNT:
		return READ_ONCE(harbor->ships) ? 0 : -ENODEV;
	case HARBOR_DOCK:
		mutex_lock(&harbor->lock);
		ships = ++harbor->ships;
		mutex_unlock(&harbor->lock);
		return ships > 8 ? -ENOSPC : 0;
	}
	return -EINVAL;
}

static int harbor_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	u32 op = cmd->cmd_op;

	if (harbor_may_wait(op) && harbor_must_not_wait(issue_flags))
		return -EAGAIN;
	if (!harbor_has_room(issue_flags))
		return -EINVAL;
	return harbor_run(cmd->file->private_data, op);
}

static int harbor_old_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	if (!harbor_has_room(issue_flags))
		return -EINVAL;
	return harbor_run(cmd->file->private_data, cmd->cmd_op); // expect: nonblock-ignored
}

static const struct file_operations harbor_fops = { .uring_cmd = harbor_uring_cmd };
static const struct file_operations harbor_old_fops = { .uring_cmd = harbor_old_uring_cmd };
