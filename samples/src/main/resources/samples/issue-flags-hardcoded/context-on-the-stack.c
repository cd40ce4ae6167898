// about: the flags travel in a structure on the stack, as an `int`, and in a local that a macro initializes
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/spinlock.h>

struct relay {
	spinlock_t lock;
	struct io_uring_cmd *waiting;
};

struct relay_context {
	struct relay *relay;
	struct io_uring_cmd *cmd;
	int issue_flags;
	int result;
};

static void relay_end(const struct relay_context *context)
{
	io_uring_cmd_done(context->cmd, context->result, context->issue_flags);
}

static void relay_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	const unsigned int flags = IO_URING_CMD_TASK_WORK_ISSUE_FLAGS;
	struct relay_context context = {
		.cmd = io_uring_cmd_from_tw(tw_req),
		.issue_flags = flags,
		.result = tw.cancel ? -ECANCELED : 0,
	};

	relay_end(&context);
}

static int relay_now(struct io_uring_cmd *cmd, int issue_flags)
{
	struct relay_context context = {
		.relay = cmd->file->private_data,
		.cmd = cmd,
		.issue_flags = issue_flags,
	};

	context.result = READ_ONCE(context.relay->waiting) ? -EBUSY : 0;
	relay_end(&context);
	return -EIOCBQUEUED;
}

static int relay_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	if (cmd->cmd_op)
		return relay_now(cmd, issue_flags);
	io_uring_cmd_complete_in_task(cmd, relay_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations relay_fops = {
	.uring_cmd = relay_uring_cmd,
};
