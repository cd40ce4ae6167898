// about: the loop variable names another command in each round; none is touched after its completion
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct chan {
	spinlock_t lock;
	unsigned int head, tail;
	struct io_uring_cmd *cmds[32];
	struct work_struct work;
};

static struct io_uring_cmd *chan_pop(struct chan *chan)
{
	struct io_uring_cmd *cmd = NULL;

	spin_lock(&chan->lock);
	if (chan->head != chan->tail)
		cmd = chan->cmds[chan->head++ % 32];
	spin_unlock(&chan->lock);
	return cmd;
}

static void chan_work(struct work_struct *work)
{
	struct chan *chan = container_of(work, struct chan, work);
	struct io_uring_cmd *cmd;

	while ((cmd = chan_pop(chan))) {
		u32 cmd_op = cmd->cmd_op;

		io_uring_cmd_done(cmd, cmd_op > 7 ? -EINVAL : 0, IO_URING_F_UNLOCKED);
	}
}

static int chan_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct chan *chan = cmd->file->private_data;

	spin_lock(&chan->lock);
	if (chan->tail - chan->head == 32) {
		spin_unlock(&chan->lock);
		return -EBUSY;
	}
	chan->cmds[chan->tail++ % 32] = cmd;
	spin_unlock(&chan->lock);
	schedule_work(&chan->work);
	return -EIOCBQUEUED;
}

static const struct file_operations chan_fops = { .uring_cmd = chan_uring_cmd };
