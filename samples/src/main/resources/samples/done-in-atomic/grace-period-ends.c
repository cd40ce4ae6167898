// about: what waits for a grace period runs in a soft interrupt; what a queue runs after one may sleep
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct hedge_drop {
	struct rcu_head rcu;
	struct rcu_work work;
	struct io_uring_cmd *cmd;
};

static void hedge_dropped(struct rcu_head *rcu)
{
	struct hedge_drop *drop = container_of(rcu, struct hedge_drop, rcu);

	io_uring_cmd_done(drop->cmd, 0, IO_URING_F_UNLOCKED); // expect: done-in-atomic
	kfree(drop);
}

static void hedge_drop_work(struct work_struct *work)
{
	struct hedge_drop *drop = container_of(to_rcu_work(work), struct hedge_drop, work);

	io_uring_cmd_done(drop->cmd, 0, IO_URING_F_UNLOCKED);
	kfree(drop);
}

static int hedge_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct hedge_drop *drop = kzalloc(sizeof(*drop), GFP_KERNEL);

	if (!drop)
		return -ENOMEM;
	drop->cmd = cmd;
	if (cmd->cmd_op == 1) {
		call_rcu(&drop->rcu, hedge_dropped);
	} else {
		INIT_RCU_WORK(&drop->work, hedge_drop_work);
		queue_rcu_work(system_wq, &drop->work);
	}
	return -EIOCBQUEUED;
}

static const struct file_operations hedge_fops = {
	.uring_cmd = hedge_uring_cmd,
};
