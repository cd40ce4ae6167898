// about: the whole payload is copied once the ring is known to have it
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct kiln_program {
	__u16 steps[16];
	__u32 ramp;
	__u32 hold;
};

static int kiln_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct kiln_program program;
	int step;

	if (unlikely(!(issue_flags & IO_URING_F_SQE128))) {
		pr_debug("kiln: small entries\n");
		return -EOPNOTSUPP;
	}
	memcpy(&program, io_uring_sqe128_cmd(cmd->sqe, struct kiln_program), sizeof(program));
	for (step = 0; step < ARRAY_SIZE(program.steps); step++)
		if (program.steps[step] > KILN_HOTTEST)
			return -ERANGE;
	return kiln_fire(cmd->file->private_data, &program);
}

static const struct file_operations kiln_fops = { .uring_cmd = kiln_uring_cmd };
