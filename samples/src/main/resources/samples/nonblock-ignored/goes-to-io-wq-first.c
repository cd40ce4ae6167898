// about: an inline call goes to io-wq before anything is done
// origin: written for this rule
#include <linux/completion.h>
#include <linux/io_uring/cmd.h>

static int lift_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct lift *lift = cmd->file->private_data;

	if (issue_flags & IO_URING_F_NONBLOCK)
		return -EAGAIN;
	lift_call(lift);
	wait_for_completion(&lift->arrived);
	return lift_floor(lift) ? 0 : -EIO;
}

static const struct file_operations lift_fops = { .uring_cmd = lift_uring_cmd };
