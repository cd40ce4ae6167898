// about: a handler that io-wq runs marks the command inside of the guard that the cancel call waits for
// origin: written for this rule
#include <linux/cleanup.h>
#include <linux/io_uring/cmd.h>
#include <linux/mutex.h>

struct vault {
	struct mutex door;
	struct io_uring_cmd *cmd;
};

static int vault_cancel(struct vault *vault, struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	scoped_guard(mutex, &vault->door) {
		if (vault->cmd != cmd)
			return 0;
		vault->cmd = NULL;
	}
	io_uring_cmd_done(cmd, -ECANCELED, issue_flags);
	return 0;
}

static int vault_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct vault *vault = cmd->file->private_data;

	if (issue_flags & IO_URING_F_CANCEL)
		return vault_cancel(vault, cmd, issue_flags);
	if (issue_flags & IO_URING_F_NONBLOCK)
		return -EAGAIN;

	guard(mutex)(&vault->door);
	if (vault->cmd)
		return -EBUSY;
	io_uring_cmd_mark_cancelable(cmd, issue_flags); // expect: done-lock-order
	vault->cmd = cmd;
	return -EIOCBQUEUED;
}

static const struct file_operations vault_fops = {
	.uring_cmd = vault_uring_cmd,
};
