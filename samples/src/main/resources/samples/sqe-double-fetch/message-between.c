// about: the second read is for a message and harms nothing; the third one is what is used
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct crane_args {
	u32 load;
	u32 pier;
};

static int crane_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	const struct crane_args *args = io_uring_sqe_cmd(cmd->sqe);
	struct crane *crane = cmd->file->private_data;

	if (READ_ONCE(args->load) > crane->limit) {
		pr_err("crane: %u is too heavy\n", args->load);
		return -EINVAL;
	}
	crane->load = READ_ONCE(args->load); // expect: sqe-double-fetch
	return 0;
}

static const struct file_operations crane_fops = { .uring_cmd = crane_uring_cmd };
