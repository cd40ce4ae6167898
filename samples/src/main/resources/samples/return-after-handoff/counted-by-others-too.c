// about: the counter starts at a known number, but others who have the job take and drop references as well
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/list.h>
#include <linux/refcount.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct mint {
	spinlock_t lock;
	struct list_head jobs;
};

struct mint_job {
	struct list_head node;
	struct io_uring_cmd *cmd;
	refcount_t refs;
};

void mint_serve(struct mint *mint)
{
	struct mint_job *job;

	spin_lock(&mint->lock);
	job = list_first_entry_or_null(&mint->jobs, struct mint_job, node);
	if (job)
		list_del(&job->node);
	spin_unlock(&mint->lock);
	if (!job)
		return;
	io_uring_cmd_done(job->cmd, 0, IO_URING_F_UNLOCKED);
	if (refcount_dec_and_test(&job->refs))
		kfree(job);
}

static int mint_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct mint *mint = cmd->file->private_data;
	struct mint_job *job = kzalloc(sizeof(*job), GFP_NOWAIT);

	if (!job)
		return -ENOMEM;
	refcount_set(&job->refs, 1);
	job->cmd = cmd;
	spin_lock(&mint->lock);
	list_add_tail(&job->node, &mint->jobs);
	spin_unlock(&mint->lock);
	if (!refcount_dec_and_test(&job->refs))
		return -EBUSY; // expect: return-after-handoff
	return -EIOCBQUEUED;
}

static const struct file_operations mint_fops = { .uring_cmd = mint_uring_cmd };
