// about: a command that is not multishot gets one answer in the memory that it names
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/uaccess.h>

static int ibis_many(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	u16 group = READ_ONCE(cmd->sqe->buf_group);
	size_t len = 64;
	struct io_br_sel sel;

	sel = io_uring_cmd_buffer_select(cmd, group, &len, issue_flags);
	if (sel.val < 0)
		return sel.val;
	sel.val = ibis_call(cmd->file->private_data, sel.addr, len);
	if (!io_uring_mshot_cmd_post_cqe(cmd, &sel, issue_flags)) {
		// Not followed: the function is not part of the sample.
		ibis_subscribe(cmd->file->private_data, cmd);
		return -EIOCBQUEUED;
	}
	return 0;
}

static int ibis_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	u64 addr;

	if (cmd->flags & IORING_URING_CMD_MULTISHOT)
		return ibis_many(cmd, issue_flags);
	addr = READ_ONCE(cmd->sqe->addr);
	return put_user(ibis_last(cmd->file->private_data), (u32 __user *)u64_to_user_ptr(addr));
}

static const struct file_operations ibis_fops = { .uring_cmd = ibis_uring_cmd };
