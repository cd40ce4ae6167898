// about: a size of 64 bits goes through a variable that is smaller, and through a helper that completes
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct silo {
	u64 bytes;
	s32 lids;
};

static void silo_end(struct io_uring_cmd *cmd, s32 ret, unsigned int issue_flags)
{
	io_uring_cmd_done(cmd, ret, issue_flags);
}

static int silo_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct silo *silo = cmd->file->private_data;
	int ret;

	switch (cmd->cmd_op) {
	case 1:
		ret = silo->lids;
		break;
	case 2:
		silo_end(cmd, silo->lids, issue_flags);
		return -EIOCBQUEUED;
	case 3:
		silo_end(cmd, silo->bytes, issue_flags); // expect: result-truncated
		return -EIOCBQUEUED;
	default:
		ret = silo->bytes;
	}
	return ret; // expect: result-truncated
}

static const struct file_operations silo_fops = { .uring_cmd = silo_uring_cmd };
