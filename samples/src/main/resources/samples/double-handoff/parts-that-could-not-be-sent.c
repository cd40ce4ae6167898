// about: parts that could not be sent count down in a loop like those that were, and only the last one hands the command off
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/slab.h>

#define PARTS 16

struct part {
	int error;
	u64 where;
};

struct fleet {
	struct io_uring_cmd *cmd;
	atomic_t left;
	atomic_t first_error;
	struct part parts[PARTS];
};

static void fleet_end(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct fleet *fleet = *io_uring_cmd_to_pdu(cmd, struct fleet *);
	int error = atomic_read(&fleet->first_error);

	kfree(fleet);
	io_uring_cmd_done(cmd, error, 0, issue_flags);
}

static int fleet_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	unsigned int parts = READ_ONCE(cmd->sqe->len);
	struct fleet *fleet;
	unsigned int i;
	int error;

	if (!parts || parts > PARTS)
		return -EINVAL;
	fleet = kzalloc(sizeof(*fleet), GFP_NOWAIT);
	if (!fleet)
		return -ENOMEM;
	fleet->cmd = cmd;
	atomic_set(&fleet->left, parts);
	atomic_set(&fleet->first_error, 0);
	*io_uring_cmd_to_pdu(cmd, struct fleet *) = fleet;
	for (i = 0; i < parts; i++) {
		// Not followed: what another file does with a part.
		error = fleet_send(&fleet->parts[i]);
		if (error < 0) {
			fleet->parts[i].error = error;
			atomic_cmpxchg(&fleet->first_error, 0, error);
			if (atomic_dec_and_test(&fleet->left))
				io_uring_cmd_complete_in_task(fleet->cmd, fleet_end);
		}
	}
	return -EIOCBQUEUED;
}

static const struct file_operations fleet_fops = {
	.uring_cmd = fleet_uring_cmd,
};
