// about: the claim on a slot of a table at file level is kept in a bool
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(booth_lock);
static struct booth {
	struct io_uring_cmd *cmd;
} booths[16];

static void booth_leave(struct booth *booth, struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	bool mine;

	spin_lock(&booth_lock);
	mine = booth->cmd == cmd;
	if (mine)
		booth->cmd = NULL;
	spin_unlock(&booth_lock);
	if (mine)
		io_uring_cmd_done(cmd, -ECANCELED, issue_flags);
}

void booth_call(unsigned int nr)
{
	struct io_uring_cmd *cmd;

	spin_lock(&booth_lock);
	cmd = booths[nr & 15].cmd;
	booths[nr & 15].cmd = NULL;
	spin_unlock(&booth_lock);
	if (cmd)
		io_uring_cmd_done(cmd, 0, IO_URING_F_UNLOCKED);
}

static int booth_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct booth *booth = &booths[cmd->cmd_op & 15];

	if (issue_flags & IO_URING_F_CANCEL) {
		booth_leave(booth, cmd, issue_flags);
		return 0;
	}
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	spin_lock(&booth_lock);
	if (booth->cmd) {
		spin_unlock(&booth_lock);
		io_uring_cmd_done(cmd, -EBUSY, issue_flags);
		return -EIOCBQUEUED;
	}
	booth->cmd = cmd;
	spin_unlock(&booth_lock);
	return -EIOCBQUEUED;
}

static const struct file_operations booth_fops = { .uring_cmd = booth_uring_cmd };
