// about: xa_insert() says whether the command was stored; only where it was, the command is queued
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/xarray.h>

struct widget {
	struct xarray cmds;
};

static int widget_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct widget *widget = cmd->file->private_data;
	int ret = xa_insert(&widget->cmds, cmd->cmd_op, cmd, GFP_NOWAIT);

	if (ret)
		return ret;
	return -EIOCBQUEUED;
}

static int widget_flush(struct file *file, fl_owner_t id)
{
	struct widget *widget = file->private_data;
	struct io_uring_cmd *cmd;
	unsigned long index;

	xa_for_each(&widget->cmds, index, cmd) {
		cmd = xa_erase(&widget->cmds, index);
		if (cmd)
			io_uring_cmd_done(cmd, -ECANCELED, IO_URING_F_UNLOCKED);
	}
	return 0;
}

static const struct file_operations widget_fops = {
	.flush = widget_flush,
	.uring_cmd = widget_uring_cmd,
};
