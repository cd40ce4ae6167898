// about: the handler waits when it is called again
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/wait.h>

static int cook_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct cook *cook = cmd->file->private_data;

	if (!READ_ONCE(cook->is_hot)) {
		if (issue_flags & IO_URING_F_NONBLOCK)
			return -EAGAIN;
		if (wait_event_killable(cook->wait, READ_ONCE(cook->is_hot)))
			return -EINTR;
	}
	return cook_serve(cook);
}

static const struct file_operations cook_fops = { .uring_cmd = cook_uring_cmd };
