// about: both sides test and set the field, each under a lock of its own
// origin: written for this rule
#include <linux/fs.h>
#include <linux/io_uring/cmd.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct sundial {
	spinlock_t lock;
	spinlock_t stats_lock;
	bool passed;
	struct delayed_work shadow;
	struct io_uring_cmd *cmd;
};

struct sundial_pdu {
	struct sundial *sundial;
};

static void sundial_noon(struct work_struct *work)
{
	struct sundial *sundial = container_of(to_delayed_work(work), struct sundial, shadow);
	bool first;

	spin_lock(&sundial->lock);
	first = !sundial->passed;
	sundial->passed = true;
	spin_unlock(&sundial->lock);
	if (!first)
		return;
	io_uring_cmd_done(sundial->cmd, -ETIME, IO_URING_F_UNLOCKED);
	kfree(sundial);
}

static void sundial_cancel(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct sundial *sundial = io_uring_cmd_to_pdu(cmd, struct sundial_pdu)->sundial;
	bool first;

	spin_lock(&sundial->stats_lock);
	first = !sundial->passed;
	sundial->passed = true;
	spin_unlock(&sundial->stats_lock);
	if (!first)
		return;
	io_uring_cmd_done(cmd, -ECANCELED, issue_flags); // expect: cancel-race
}

static int sundial_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct sundial *sundial;

	if (issue_flags & IO_URING_F_CANCEL) {
		sundial_cancel(cmd, issue_flags);
		return 0;
	}
	sundial = kzalloc(sizeof(*sundial), GFP_KERNEL);
	if (!sundial)
		return -ENOMEM;
	spin_lock_init(&sundial->lock);
	spin_lock_init(&sundial->stats_lock);
	INIT_DELAYED_WORK(&sundial->shadow, sundial_noon);
	sundial->cmd = cmd;
	io_uring_cmd_to_pdu(cmd, struct sundial_pdu)->sundial = sundial;
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	queue_delayed_work(system_wq, &sundial->shadow, HZ);
	return -EIOCBQUEUED;
}

static const struct file_operations sundial_fops = { .uring_cmd = sundial_uring_cmd };
