// about: nobody else has a reference yet, so dropping it runs the release function here, which completes the command
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/kref.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct hoist_load {
	struct kref refs;
	struct work_struct work;
	struct io_uring_cmd *cmd;
	int error;
};

static void hoist_release(struct kref *refs)
{
	struct hoist_load *load = container_of(refs, struct hoist_load, refs);

	io_uring_cmd_done(load->cmd, load->error, IO_URING_F_UNLOCKED);
	kfree(load);
}

static void hoist_work(struct work_struct *work)
{
	struct hoist_load *load = container_of(work, struct hoist_load, work);

	kref_put(&load->refs, hoist_release);
}

static int hoist_lift(struct io_uring_cmd *cmd, u32 weight)
{
	struct hoist_load *load = kzalloc(sizeof(*load), GFP_KERNEL);

	if (!load)
		return -ENOMEM;
	kref_init(&load->refs);
	INIT_WORK(&load->work, hoist_work);
	load->cmd = cmd;
	if (weight > 500) {
		load->error = -E2BIG;
		kref_put(&load->refs, hoist_release);
		return -E2BIG; // expect: double-completion
	}
	if (weight == 0) {
		kref_put(&load->refs, hoist_release);
		return -EIOCBQUEUED;
	}
	schedule_work(&load->work);
	return -EIOCBQUEUED;
}

static int hoist_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	if (!(issue_flags & IO_URING_F_UNLOCKED))
		return -EAGAIN;
	return hoist_lift(cmd, READ_ONCE(cmd->sqe->len));
}

static const struct file_operations hoist_fops = {
	.uring_cmd = hoist_uring_cmd,
};
