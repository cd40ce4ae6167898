// about: a semaphore is taken for reading where sleeping is allowed
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/rwsem.h>

struct dyke {
	struct rw_semaphore gates;
	int open;
};

static int dyke_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct dyke *dyke = cmd->file->private_data;
	int open;

	if (issue_flags & IO_URING_F_NONBLOCK)
		return -EAGAIN;

	down_read(&dyke->gates);
	open = dyke->open;
	up_read(&dyke->gates);
	return open ? 0 : -ENOENT;
}

static const struct file_operations dyke_fops = { .uring_cmd = dyke_uring_cmd };
