// about: a handler that io-wq runs goes on in task work, which keeps the command for a submitter that may be gone
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/spinlock.h>

struct inbox {
	spinlock_t lock;
	struct io_uring_cmd *reader;
};

static int inbox_wait(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct inbox *inbox = cmd->file->private_data;

	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	spin_lock(&inbox->lock);
	inbox->reader = cmd;
	spin_unlock(&inbox->lock);
	return -EIOCBQUEUED;
}

static void inbox_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	inbox_wait(io_uring_cmd_from_tw(tw_req), IO_URING_CMD_TASK_WORK_ISSUE_FLAGS); // expect: callback-ignores-dead-task
}

static int inbox_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct inbox *inbox = cmd->file->private_data;
	bool mine;

	if (issue_flags & IO_URING_F_CANCEL) {
		spin_lock(&inbox->lock);
		mine = inbox->reader == cmd;
		if (mine)
			inbox->reader = NULL;
		spin_unlock(&inbox->lock);
		if (mine)
			io_uring_cmd_done(cmd, -ECANCELED, issue_flags);
		return 0;
	}
	if (issue_flags & IO_URING_F_UNLOCKED) {
		io_uring_cmd_complete_in_task(cmd, inbox_tw);
		return -EIOCBQUEUED;
	}
	return inbox_wait(cmd, issue_flags);
}

static const struct file_operations inbox_fops = {
	.uring_cmd = inbox_uring_cmd,
};
