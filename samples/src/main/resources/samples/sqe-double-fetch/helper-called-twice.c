// about: the same helper reads the field twice, once for the check and once for the use; there is no loop
// origin: written for this rule
#include <linux/io_uring/cmd.h>

static u64 kiln_heat(const struct io_uring_sqe *sqe)
{
	return READ_ONCE(sqe->addr); // expect: sqe-double-fetch
}

static int kiln_fire(struct io_uring_cmd *cmd)
{
	return kiln_burn(cmd->file->private_data, kiln_heat(cmd->sqe));
}

static int kiln_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	if (kiln_heat(cmd->sqe) > 1300)
		return -EINVAL;
	return kiln_fire(cmd);
}

static const struct file_operations kiln_fops = { .uring_cmd = kiln_uring_cmd };
