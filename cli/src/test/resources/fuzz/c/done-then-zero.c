// about: one operation completes the command and then reports success, which completes it again
// origin: written for this rule
#include <linux/io_uring/cmd.h>

enum { CHAN_OP_NOP = 1, CHAN_OP_RESET };

struct chan {
	atomic_t resets;
};

static int chan_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct chan *chan = cmd->file->private_data;

	switch (cmd->cmd_op) {
	case CHAN_OP_NOP:
		io_uring_cmd_done(cmd, 0, issue_flags);
		return 0; // expect: double-completion
	case CHAN_OP_RESET:
		return atomic_inc_return(&chan->resets) > 100 ? -EBUSY : 0;
	default:
		return -EOPNOTSUPP;
	}
}

static const struct file_operations chan_fops = {
	.owner = THIS_MODULE,
	.uring_cmd = chan_uring_cmd,
};
