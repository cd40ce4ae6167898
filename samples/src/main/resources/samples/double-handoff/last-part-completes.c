// about: of several parts only the last one, which brings the counter to 0, hands the command off
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/atomic.h>
#include <linux/slab.h>

struct convoy {
	struct io_uring_cmd *cmd;
	atomic_t open;
	int error;
};

static void convoy_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct convoy *convoy = *io_uring_cmd_to_pdu(cmd, struct convoy *);
	int error = tw.cancel ? -ECANCELED : convoy->error;

	kfree(convoy);
	io_uring_cmd_done(cmd, error, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

void convoy_arrived(struct convoy *convoy, int error)
{
	if (error)
		convoy->error = error;
	if (atomic_dec_and_test(&convoy->open))
		io_uring_cmd_complete_in_task(convoy->cmd, convoy_tw);
}

static int convoy_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct convoy *convoy = kzalloc(sizeof(*convoy), GFP_NOWAIT);
	u32 count = convoy_parts(cmd->file);
	u32 i;

	if (!convoy)
		return -ENOMEM;
	if (!count) {
		kfree(convoy);
		return 0;
	}
	convoy->cmd = cmd;
	*io_uring_cmd_to_pdu(cmd, struct convoy *) = convoy;
	atomic_set(&convoy->open, count);
	for (i = 0; i < count; i++)
		// Not followed: what another file does with the convoy.
		if (convoy_send(cmd->file, i, convoy) < 0 && atomic_dec_and_test(&convoy->open)) // spurious: use-after-handoff
			io_uring_cmd_complete_in_task(convoy->cmd, convoy_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations convoy_fops = { .uring_cmd = convoy_uring_cmd };
