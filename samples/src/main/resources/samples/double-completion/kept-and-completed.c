// about: the task work completes the command also where the helper has kept it for whoever answers
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct chan {
	spinlock_t lock;
	struct io_uring_cmd *waiting;
	bool has_data;
};

static int chan_wait(struct chan *ch, struct io_uring_cmd *cmd)
{
	int ret = -EIOCBQUEUED;

	spin_lock(&ch->lock);
	if (ch->has_data)
		ret = 0;
	else if (ch->waiting)
		ret = -EBUSY;
	else
		ch->waiting = cmd;
	spin_unlock(&ch->lock);
	return ret;
}

static void chan_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	int ret = chan_wait(cmd->file->private_data, cmd);

	io_uring_cmd_done(cmd, ret, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS); // expect: double-completion
}

static int chan_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	io_uring_cmd_complete_in_task(cmd, chan_tw);
	return -EIOCBQUEUED;
}

void chan_wake(struct chan *ch)
{
	struct io_uring_cmd *cmd;

	spin_lock(&ch->lock);
	ch->has_data = true;
	cmd = ch->waiting;
	ch->waiting = NULL;
	spin_unlock(&ch->lock);
	if (cmd)
		io_uring_cmd_done(cmd, 0, IO_URING_F_UNLOCKED);
}

static const struct file_operations chan_fops = { .uring_cmd = chan_uring_cmd };
