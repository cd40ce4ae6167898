// about: only the one that finds the list empty schedules the task work, which serves all that joined since
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/llist.h>
#include <linux/workqueue.h>

struct ring_job {
	struct llist_node node;
	struct work_struct work;
	struct ring *ring;
	struct io_uring_cmd *cmd;
};

struct ring {
	struct llist_head ready;
	void *owner;
};

static void ring_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct ring *ring = cmd->file->private_data;
	struct llist_node *list = llist_del_all(&ring->ready);
	struct ring_job *job, *next;

	llist_for_each_entry_safe(job, next, list, node) {
		io_uring_cmd_done(job->cmd, 0, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
		kfree(job);
	}
} // spurious: lost-in-callback

static void ring_job_fn(struct work_struct *work)
{
	struct ring_job *job = container_of(work, struct ring_job, work);

	if (llist_add(&job->node, &job->ring->ready))
		io_uring_cmd_complete_in_task(job->cmd, ring_tw);
} // spurious: lost-in-callback

static int ring_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct ring *ring = cmd->file->private_data;
	void *handle = io_uring_cmd_ctx_handle(cmd);
	void *owner = cmpxchg(&ring->owner, NULL, handle);
	struct ring_job *job;

	/* the task work completes commands of one io_uring only */
	if (owner && owner != handle)
		return -EXDEV;
	job = kzalloc(sizeof(*job), GFP_NOWAIT);
	if (!job)
		return -ENOMEM;
	job->cmd = cmd;
	job->ring = ring;
	INIT_WORK(&job->work, ring_job_fn);
	schedule_work(&job->work);
	return -EIOCBQUEUED;
}

static const struct file_operations ring_fops = { .uring_cmd = ring_uring_cmd };
