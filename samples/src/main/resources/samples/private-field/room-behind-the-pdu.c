// about: the bytes behind the PDU look free, and the callback pointer looks useful
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct sonar {
	bool idle;
};

static int sonar_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct sonar *sonar = cmd->file->private_data;

	if (cmd->unused[0]) // expect: private-field
		return -EBUSY;
	if (cmd->task_work_cb) // expect: private-field
		return -EALREADY;
	return sonar->idle;
}

static const struct file_operations sonar_fops = { .uring_cmd = sonar_uring_cmd };
