// about: the bag that another file has packed is lost when the post is closed
// origin: written for this rule
#include "post.h"
#include <linux/fs.h>

static int post_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct post *post = cmd->file->private_data;
	int ret = post_pack(cmd);

	if (ret)
		return ret;
	if (post->closed)
		return -ESHUTDOWN; // expect: pdu-leak
	io_uring_cmd_complete_in_task(cmd, post_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations post_fops = { .uring_cmd = post_uring_cmd };
