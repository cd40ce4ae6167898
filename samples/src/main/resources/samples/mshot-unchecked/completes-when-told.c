// about: the command is completed when the core says that it has ended
// origin: written for this rule
#include <linux/io_uring/cmd.h>

static int beat_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	u16 group = READ_ONCE(cmd->sqe->buf_group);
	size_t len = sizeof(u32);
	struct io_br_sel sel;

	if (!(cmd->flags & IORING_URING_CMD_MULTISHOT))
		return -EINVAL;
	sel = io_uring_cmd_buffer_select(cmd, group, &len, issue_flags);
	if (sel.val < 0)
		return sel.val;
	sel.val = beat_fill(cmd->file, sel.addr, len);
	if (!io_uring_mshot_cmd_post_cqe(cmd, &sel, issue_flags))
		// Not followed: the function is not part of the sample.
		beat_keep(cmd->file->private_data, cmd);
	else
		io_uring_cmd_done(cmd, 0, issue_flags);
	return -EIOCBQUEUED;
}

static const struct file_operations beat_fops = { .uring_cmd = beat_uring_cmd };
