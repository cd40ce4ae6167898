// about: the driver uses what later kernels brought
// origin: written for this rule
// kernel: 6.12
#include <linux/io_uring/cmd.h>

struct sluice_args {
	__u32 gate;
};

static int sluice_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	const struct sluice_args *args = io_uring_sqe_cmd(cmd->sqe, struct sluice_args); // expect: api-version

	io_uring_cmd_done32(cmd, 0, READ_ONCE(args->gate), issue_flags); // expect: api-version, cqe32-unchecked
	return -EIOCBQUEUED;
}

static const struct file_operations sluice_fops = { .uring_cmd = sluice_uring_cmd };
