// about: the device is not ready, and the submitter is asked to come again
// origin: written for this rule
#include <linux/io_uring/cmd.h>

static int cook_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct cook *cook = cmd->file->private_data;

	if (!READ_ONCE(cook->is_hot))
		return -EAGAIN; // expect: eagain-unguarded
	return cook_serve(cook);
}

static const struct file_operations cook_fops = { .uring_cmd = cook_uring_cmd };
