// about: a field is cleared so that nobody reads it again
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct key_arg {
	__u8 key[12];
	__u32 slot;
};

static int key_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	const struct key_arg *arg = io_uring_sqe_cmd(cmd->sqe, struct key_arg);
	struct key_arg copy;
	int ret;

	memcpy(&copy, arg, sizeof(copy));
	ret = key_store(cmd->file->private_data, &copy);
	memset((void *)arg->key, 0, sizeof(arg->key)); // expect: sqe-write
	memzero_explicit(&copy, sizeof(copy));
	return ret;
}

static const struct file_operations key_fops = { .uring_cmd = key_uring_cmd };
