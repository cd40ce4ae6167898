// about: two fields are read in one statement, and a bit-field, of which READ_ONCE() cannot take the address
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct kite_arg {
	__u16 length;
	__u16 angle;
	__u32 color : 24;
	__u32 tail : 8;
};

static int kite_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	const struct kite_arg *arg = io_uring_sqe_cmd(cmd->sqe, struct kite_arg);
	struct kite *kite = cmd->file->private_data;

	kite_turn(kite, arg->length, arg->angle); // expect: sqe-plain-read
	kite->color = arg->color; // expect: sqe-plain-read
	return 0;
}

static const struct file_operations kite_fops = { .uring_cmd = kite_uring_cmd };
