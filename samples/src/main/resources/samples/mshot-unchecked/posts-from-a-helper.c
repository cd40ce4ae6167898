// about: the test is in the handler, and the selection in a helper
// origin: written for this rule
#include <linux/io_uring/cmd.h>

static int brook_pour(struct brook *brook, struct io_uring_cmd *cmd, u16 group, unsigned int issue_flags)
{
	size_t len = PAGE_SIZE;
	struct io_br_sel sel;

	sel = io_uring_cmd_buffer_select(cmd, group, &len, issue_flags);
	if (sel.val < 0)
		return sel.val;
	sel.val = brook_read(brook, sel.addr, len);
	if (io_uring_mshot_cmd_post_cqe(cmd, &sel, issue_flags))
		return sel.val;
	// Not followed: the function is not part of the sample.
	brook_keep(brook, cmd);
	return -EIOCBQUEUED;
}

static int brook_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	u16 group = READ_ONCE(cmd->sqe->buf_group);

	if (!(cmd->flags & IORING_URING_CMD_MULTISHOT))
		return -EOPNOTSUPP;
	return brook_pour(cmd->file->private_data, cmd, group, issue_flags);
}

static const struct file_operations brook_fops = { .uring_cmd = brook_uring_cmd };
