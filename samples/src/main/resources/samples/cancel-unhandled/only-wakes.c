// about: the cancel call wakes a reader, and nothing in the driver completes a command for it
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/wait.h>

struct bell {
	wait_queue_head_t listeners;
	struct io_uring_cmd *cmd;
};

static int bell_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags) // expect: cancel-unhandled
{
	struct bell *bell = cmd->file->private_data;

	if (issue_flags & IO_URING_F_CANCEL) {
		wake_up(&bell->listeners);
		return 0;
	}
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	bell->cmd = cmd;
	return -EIOCBQUEUED;
}

static const struct file_operations bell_fops = { .uring_cmd = bell_uring_cmd };
