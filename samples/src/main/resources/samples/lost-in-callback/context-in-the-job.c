// about: the command lies in a structure within the job, which was copied there; the worker completes it from there, or forgets it
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct quill_context {
	struct io_uring_cmd *cmd;
	u64 page;
};

struct quill_job {
	struct work_struct work;
	struct quill_context context;
};

static void quill_answer(const struct quill_context *context, int result)
{
	io_uring_cmd_done(context->cmd, result, IO_URING_F_UNLOCKED);
}

static void quill_write(struct work_struct *work)
{
	struct quill_job *job = container_of(work, struct quill_job, work);

	quill_answer(&job->context, job->context.page & 1);
	kfree(job);
}

static void quill_blot(struct work_struct *work)
{
	struct quill_job *job = container_of(work, struct quill_job, work);

	if (job->context.page & 1)
		quill_answer(&job->context, 1);
	kfree(job);
} // expect: lost-in-callback

static int quill_later(const struct quill_context *context, work_func_t function)
{
	struct quill_job *job = kmalloc(sizeof(*job), GFP_NOWAIT);

	if (!job)
		return -ENOMEM;
	INIT_WORK(&job->work, function);
	job->context = *context;
	schedule_work(&job->work);
	return -EIOCBQUEUED;
}

static int quill_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct quill_context context = { .cmd = cmd, .page = READ_ONCE(cmd->sqe->addr) };

	return quill_later(&context, cmd->cmd_op ? quill_write : quill_blot);
}

static const struct file_operations quill_fops = { .uring_cmd = quill_uring_cmd };
