// about: a buffer is selected for a command that need not be multishot
// origin: written for this rule
#include <linux/io_uring/cmd.h>

static int drum_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	u16 group = READ_ONCE(cmd->sqe->buf_group);
	size_t len = sizeof(u32);
	struct io_br_sel sel;

	sel = io_uring_cmd_buffer_select(cmd, group, &len, issue_flags); // expect: mshot-unchecked
	if (sel.val < 0)
		return sel.val;
	return drum_fill(cmd->file, sel.addr, len);
}

static const struct file_operations drum_fops = { .uring_cmd = drum_uring_cmd };
