// about: one branch completes the command and joins the exit that the synchronous branches share
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct frob {
	spinlock_t lock;
	u32 state;
	u32 limit;
};

static int frob_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct frob *frob = cmd->file->private_data;
	int ret = -EINVAL;

	if (!frob->limit)
		goto out;
	if (frob->state > frob->limit) {
		io_uring_cmd_done(cmd, -ERANGE, issue_flags);
		goto out;
	}
	spin_lock(&frob->lock);
	frob->state++;
	spin_unlock(&frob->lock);
	ret = 0;
out:
	return ret; // expect: double-completion
}

static const struct file_operations frob_fops = { .uring_cmd = frob_uring_cmd };
