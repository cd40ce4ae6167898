// about: task work fills the structure on its stack with 0
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct signal_context {
	struct io_uring_cmd *cmd;
	unsigned int issue_flags;
};

static void signal_end(const struct signal_context *context)
{
	io_uring_cmd_done(context->cmd, 0, context->issue_flags);
}

static void signal_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct signal_context context = { // expect: issue-flags-hardcoded
		.cmd = io_uring_cmd_from_tw(tw_req),
		.issue_flags = 0,
	};

	signal_end(&context);
}

static int signal_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	io_uring_cmd_complete_in_task(cmd, signal_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations signal_fops = {
	.uring_cmd = signal_uring_cmd,
};
