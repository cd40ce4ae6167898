// about: a fetched command ends when another command commits; a server that dies never commits
// origin: written for this rule
#include <linux/io_uring/cmd.h>

enum { RING_OP_FETCH = 1, RING_OP_COMMIT };

struct ring {
	spinlock_t lock;
	struct io_uring_cmd *fetched;
};

static int ring_fetch(struct ring *ring, struct io_uring_cmd *cmd)
{
	spin_lock(&ring->lock);
	if (ring->fetched) {
		spin_unlock(&ring->lock);
		return -EBUSY;
	}
	ring->fetched = cmd; // expect: no-teardown-path
	spin_unlock(&ring->lock);
	return -EIOCBQUEUED;
}

static void ring_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	io_uring_cmd_done(io_uring_cmd_from_tw(tw_req), 0, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static int ring_commit(struct ring *ring)
{
	struct io_uring_cmd *fetched;

	spin_lock(&ring->lock);
	fetched = ring->fetched;
	ring->fetched = NULL;
	spin_unlock(&ring->lock);
	if (!fetched)
		return -ENOENT;
	io_uring_cmd_complete_in_task(fetched, ring_tw);
	return 0;
}

static int ring_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct ring *ring = cmd->file->private_data;

	switch (cmd->cmd_op) {
	case RING_OP_FETCH:
		return ring_fetch(ring, cmd);
	case RING_OP_COMMIT:
		return ring_commit(ring);
	}
	return -EOPNOTSUPP;
}

static const struct file_operations ring_fops = { .uring_cmd = ring_uring_cmd };
