// about: the size of a device is returned as the result, which large devices do not fit in
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct vault {
	u64 bytes;
};

static int vault_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct vault *vault = cmd->file->private_data;

	if (!vault->bytes)
		return -ENODEV;
	return vault->bytes; // expect: result-truncated
}

static const struct file_operations vault_fops = { .uring_cmd = vault_uring_cmd };
