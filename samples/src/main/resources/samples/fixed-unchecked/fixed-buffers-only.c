// about: two opcodes, of which the one that moves data insists on a registered buffer
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/uio.h>

enum { CRANK_TURN = 7, CRANK_DRAW };

static int crank_draw(struct crank *crank, struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct iov_iter iter;
	u64 addr = READ_ONCE(cmd->sqe->addr);
	u32 len = READ_ONCE(cmd->sqe->len);
	int ret;

	if (!(cmd->flags & IORING_URING_CMD_FIXED))
		return -EINVAL;
	if (len > SZ_1M)
		return -E2BIG;
	ret = io_uring_cmd_import_fixed(addr, len, ITER_DEST, &iter, cmd, issue_flags);
	if (ret < 0)
		return ret;
	return crank_fill(crank, &iter);
}

static int crank_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct crank *crank = cmd->file->private_data;

	if (cmd->cmd_op == CRANK_DRAW)
		return crank_draw(crank, cmd, issue_flags);
	if (cmd->cmd_op == CRANK_TURN)
		return crank_turn(crank);
	return -ENOTTY;
}

static const struct file_operations crank_fops = { .uring_cmd = crank_uring_cmd };
