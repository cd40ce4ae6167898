// about: the timer of a cancelable command completes it itself
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/spinlock.h>
#include <linux/timer.h>

struct nap {
	struct timer_list timer;
	spinlock_t lock;
	struct io_uring_cmd *cmd;
};

static struct io_uring_cmd *nap_take(struct nap *nap)
{
	struct io_uring_cmd *cmd;
	unsigned long flags;

	spin_lock_irqsave(&nap->lock, flags);
	cmd = nap->cmd;
	nap->cmd = NULL;
	spin_unlock_irqrestore(&nap->lock, flags);
	return cmd;
}

static void nap_timer(struct timer_list *timer)
{
	struct nap *nap = timer_container_of(nap, timer, timer);
	struct io_uring_cmd *cmd = nap_take(nap);

	if (cmd)
		io_uring_cmd_done(cmd, 0, IO_URING_F_UNLOCKED); // expect: done-in-atomic
}

static int nap_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct nap *nap = cmd->file->private_data;

	if (issue_flags & IO_URING_F_CANCEL) {
		struct io_uring_cmd *mine = nap_take(nap);

		if (mine)
			io_uring_cmd_done(mine, -ECANCELED, issue_flags);
		return 0;
	}
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	spin_lock_irq(&nap->lock);
	nap->cmd = cmd;
	spin_unlock_irq(&nap->lock);
	mod_timer(&nap->timer, jiffies + HZ);
	return -EIOCBQUEUED;
}

static int nap_open(struct inode *inode, struct file *file)
{
	struct nap *nap = file->private_data;

	spin_lock_init(&nap->lock);
	timer_setup(&nap->timer, nap_timer, 0);
	return 0;
}

static const struct file_operations nap_fops = {
	.open = nap_open,
	.uring_cmd = nap_uring_cmd,
};
