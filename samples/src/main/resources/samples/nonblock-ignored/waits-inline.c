// about: the handler waits for the device, whoever calls
// origin: written for this rule
#include <linux/completion.h>
#include <linux/io_uring/cmd.h>

static int lift_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct lift *lift = cmd->file->private_data;

	lift_call(lift);
	wait_for_completion(&lift->arrived); // expect: nonblock-ignored
	return lift_floor(lift) ? 0 : -EIO;
}

static const struct file_operations lift_fops = { .uring_cmd = lift_uring_cmd };
