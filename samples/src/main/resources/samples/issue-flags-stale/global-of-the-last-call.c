// about: the flags of the last call are in a variable of the file, and a kthread uses them
// origin: written for this rule
// kernel: 6.18
#include <linux/io_uring/cmd.h>
#include <linux/kthread.h>

static unsigned int last_flags;
static struct io_uring_cmd *last_cmd;

static int oven_thread(void *unused)
{
	while (!kthread_should_stop()) {
		struct io_uring_cmd *cmd = xchg(&last_cmd, NULL);

		if (cmd)
			io_uring_cmd_done(cmd, 0, last_flags); // expect: issue-flags-stale
		schedule_timeout_interruptible(HZ);
	}
	return 0;
}

static int oven_open(struct inode *inode, struct file *file)
{
	kthread_run(oven_thread, NULL, "oven");
	return 0;
}

static int oven_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	last_flags = issue_flags;
	if (cmpxchg(&last_cmd, NULL, cmd))
		return -EBUSY;
	return -EIOCBQUEUED;
}

static const struct file_operations oven_fops = {
	.open = oven_open,
	.uring_cmd = oven_uring_cmd,
};
