// about: the command is stored until somebody commits
// origin: written for this rule
#include "moor.h"

static void moor_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	io_uring_cmd_done(io_uring_cmd_from_tw(tw_req), 0, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

int moor_fetch(struct moor *moor, struct io_uring_cmd *cmd)
{
	spin_lock(&moor->lock);
	if (moor->fetched) {
		spin_unlock(&moor->lock);
		return -EBUSY;
	}
	moor->fetched = cmd; // expect: no-teardown-path
	spin_unlock(&moor->lock);
	return -EIOCBQUEUED;
}

int moor_commit(struct moor *moor)
{
	struct io_uring_cmd *fetched;

	spin_lock(&moor->lock);
	fetched = moor->fetched;
	moor->fetched = NULL;
	spin_unlock(&moor->lock);
	if (!fetched)
		return -ENOENT;
	io_uring_cmd_complete_in_task(fetched, moor_tw);
	return 0;
}
