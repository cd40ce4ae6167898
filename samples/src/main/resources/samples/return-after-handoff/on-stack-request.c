// about: a request on the stack is listed only for the time of the call, so the result may be returned
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct frob_request {
	struct list_head node;
	struct io_uring_cmd *cmd;
	unsigned int flags;
};

struct frob {
	unsigned int total;
};

static int frob_run(struct frob *frob, struct frob_request *request)
{
	LIST_HEAD(batch);
	struct frob_request *each;
	int ret = 0;

	/* the list and all on it end with this call */
	list_add(&request->node, &batch);
	list_for_each_entry(each, &batch, node)
		ret += each->cmd->cmd_op & 1;
	list_del(&request->node);
	frob->total += ret;
	return ret ? 0 : -ENODATA;
}

static int frob_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct frob_request request = { .cmd = cmd, .flags = issue_flags };

	return frob_run(cmd->file->private_data, &request);
}

static const struct file_operations frob_fops = { .uring_cmd = frob_uring_cmd };
