// about: an RCU callback hands the command to task work, but not when the device was reset meanwhile
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/rcupdate.h>

struct frob {
	u32 generation;
};

struct frob_wait {
	struct rcu_head rcu;
	struct frob *frob;
	u32 generation;
	struct io_uring_cmd *cmd;
};

static void frob_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	io_uring_cmd_done(io_uring_cmd_from_tw(tw_req), 0, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static void frob_wait_rcu(struct rcu_head *rcu)
{
	struct frob_wait *wait = container_of(rcu, struct frob_wait, rcu);

	if (wait->generation != READ_ONCE(wait->frob->generation)) {
		kfree(wait);
		return; // expect: lost-in-callback
	}
	io_uring_cmd_complete_in_task(wait->cmd, frob_tw);
	kfree(wait);
}

static int frob_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct frob *frob = cmd->file->private_data;
	struct frob_wait *wait = kzalloc(sizeof(*wait), GFP_NOWAIT);

	if (!wait)
		return -ENOMEM;
	wait->frob = frob;
	wait->generation = frob->generation;
	wait->cmd = cmd;
	call_rcu(&wait->rcu, frob_wait_rcu);
	return -EIOCBQUEUED;
}

static const struct file_operations frob_fops = { .uring_cmd = frob_uring_cmd };
