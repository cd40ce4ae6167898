// about: the request of the core is looked up for the user's number of the command
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/io_uring_types.h>

static int lidar_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct io_kiocb *req = cmd_to_io_kiocb(cmd);

	pr_debug("command %llu\n", req->cqe.user_data); // expect: private-field
	return 0;
}

static const struct file_operations lidar_fops = { .uring_cmd = lidar_uring_cmd };
