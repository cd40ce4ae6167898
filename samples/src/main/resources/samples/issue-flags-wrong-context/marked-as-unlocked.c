// about: the handler marks with the flag of a worker, and registers a buffer with it, in task work
// origin: written for this rule
#include <linux/blk-mq.h>
#include <linux/io_uring/cmd.h>
#include <linux/spinlock.h>

struct lens {
	spinlock_t lock;
	struct io_uring_cmd *cmd;
	struct request *frame;
};

static void lens_release(void *priv)
{
	blk_mq_free_request(priv);
}

static void lens_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct lens *lens = cmd->file->private_data;
	int ret = -ECANCELED;

	if (!tw.cancel)
		ret = io_buffer_register_request(cmd, lens->frame, lens_release, 0, // expect: issue-flags-wrong-context
						 IO_URING_F_UNLOCKED);
	io_uring_cmd_done(cmd, ret, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

void lens_frame(struct lens *lens)
{
	struct io_uring_cmd *cmd;

	spin_lock(&lens->lock);
	cmd = lens->cmd;
	lens->cmd = NULL;
	spin_unlock(&lens->lock);
	if (cmd)
		io_uring_cmd_complete_in_task(cmd, lens_tw);
}

static int lens_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct lens *lens = cmd->file->private_data;

	if (issue_flags & IO_URING_F_CANCEL) {
		lens_frame(lens);
		return 0;
	}
	io_uring_cmd_mark_cancelable(cmd, IO_URING_F_UNLOCKED); // expect: issue-flags-wrong-context
	spin_lock(&lens->lock);
	lens->cmd = cmd;
	spin_unlock(&lens->lock);
	return -EIOCBQUEUED;
}

static const struct file_operations lens_fops = {
	.uring_cmd = lens_uring_cmd,
};
