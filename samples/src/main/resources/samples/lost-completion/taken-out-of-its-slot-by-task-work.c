// about: the task work finds its command in the slot, takes it out, and returns without it for a closed gate
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct weir {
	spinlock_t lock;
	bool closed;
	struct io_uring_cmd *waiting;
};

static void weir_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct weir *weir = cmd->file->private_data;
	bool was_here = false;

	spin_lock(&weir->lock);
	if (weir->waiting == cmd) {
		weir->waiting = NULL; // expect: lost-completion
		was_here = true;
	}
	spin_unlock(&weir->lock);
	if (!was_here || READ_ONCE(weir->closed))
		return;
	io_uring_cmd_done(cmd, 0, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static void weir_cancel(struct weir *weir, struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	bool was_here = false;

	spin_lock(&weir->lock);
	if (weir->waiting == cmd) {
		weir->waiting = NULL;
		was_here = true;
	}
	spin_unlock(&weir->lock);
	if (was_here)
		io_uring_cmd_done(cmd, -ECANCELED, issue_flags);
}

static int weir_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct weir *weir = cmd->file->private_data;
	bool is_full;

	if (issue_flags & IO_URING_F_CANCEL) {
		weir_cancel(weir, cmd, issue_flags);
		return 0;
	}
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	spin_lock(&weir->lock);
	is_full = weir->waiting != NULL;
	if (!is_full)
		weir->waiting = cmd;
	spin_unlock(&weir->lock);
	if (is_full)
		io_uring_cmd_done(cmd, -EBUSY, issue_flags);
	return -EIOCBQUEUED;
}

void weir_open(struct weir *weir)
{
	spin_lock(&weir->lock);
	if (weir->waiting)
		io_uring_cmd_complete_in_task(weir->waiting, weir_tw);
	spin_unlock(&weir->lock);
}

static const struct file_operations weir_fops = { .uring_cmd = weir_uring_cmd };
