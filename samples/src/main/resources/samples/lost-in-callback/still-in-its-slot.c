// about: the task work finds nothing to deliver and leaves the command in its slot for the next event
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct chan_slot {
	struct io_uring_cmd *cmd;
	bool scheduled;
};

struct chan {
	spinlock_t lock;
	unsigned int events;
	struct chan_slot slot;
};

static bool chan_take(struct chan *chan, struct io_uring_cmd *cmd)
{
	bool taken = false;

	spin_lock(&chan->lock);
	chan->slot.scheduled = false;
	if (chan->slot.cmd == cmd && chan->events) {
		chan->events--;
		chan->slot.cmd = NULL;
		taken = true;
	}
	spin_unlock(&chan->lock);
	return taken;
}

static void chan_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);

	if (!chan_take(cmd->file->private_data, cmd))
		return;
	io_uring_cmd_done(cmd, 1, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static ssize_t chan_write(struct file *file, const char __user *buf, size_t len, loff_t *pos)
{
	struct chan *chan = file->private_data;

	spin_lock(&chan->lock);
	chan->events++;
	if (chan->slot.cmd && !chan->slot.scheduled) {
		chan->slot.scheduled = true;
		io_uring_cmd_complete_in_task(chan->slot.cmd, chan_tw);
	}
	spin_unlock(&chan->lock);
	return len;
}

static void chan_cancel(struct chan *chan, struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	bool taken = false;

	spin_lock(&chan->lock);
	if (chan->slot.cmd == cmd && !chan->slot.scheduled) {
		chan->slot.cmd = NULL;
		taken = true;
	}
	spin_unlock(&chan->lock);
	if (taken)
		io_uring_cmd_done(cmd, -ECANCELED, issue_flags);
}

static int chan_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct chan *chan = cmd->file->private_data;
	int ret = 0;

	if (issue_flags & IO_URING_F_CANCEL) {
		chan_cancel(chan, cmd, issue_flags);
		return 0;
	}

	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	spin_lock(&chan->lock);
	if (chan->slot.cmd)
		ret = -EBUSY;
	else
		chan->slot.cmd = cmd;
	spin_unlock(&chan->lock);
	if (ret)
		io_uring_cmd_done(cmd, ret, issue_flags);
	return -EIOCBQUEUED;
}

static const struct file_operations chan_fops = {
	.write = chan_write,
	.uring_cmd = chan_uring_cmd,
};
