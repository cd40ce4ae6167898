// about: a handler ends the command of another ring and claims that ring's lock
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/spinlock.h>

struct chime {
	spinlock_t lock;
	struct io_uring_cmd *cmd;
};

static int chime_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct chime *chime = cmd->file->private_data;
	struct io_uring_cmd *old;

	spin_lock(&chime->lock);
	old = chime->cmd;
	chime->cmd = cmd;
	spin_unlock(&chime->lock);
	if (old)
		io_uring_cmd_done(old, -ECANCELED, 0); // expect: issue-flags-hardcoded
	return -EIOCBQUEUED;
}

static int chime_flush(struct file *file, fl_owner_t id)
{
	struct chime *chime = file->private_data;
	struct io_uring_cmd *cmd;

	spin_lock(&chime->lock);
	cmd = chime->cmd;
	chime->cmd = NULL;
	spin_unlock(&chime->lock);
	if (cmd)
		io_uring_cmd_done(cmd, -ECANCELED, IO_URING_F_UNLOCKED);
	return 0;
}

static const struct file_operations chime_fops = {
	.uring_cmd = chime_uring_cmd,
	.flush = chime_flush,
};
