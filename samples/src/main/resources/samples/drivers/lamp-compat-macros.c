// about: the versions are asked for once, at the top; what follows depends on the driver's own macros
// origin: written for this rule
#include <linux/module.h>
#include <linux/version.h>

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 18, 0) || (defined(RHEL_RELEASE_CODE) && RHEL_RELEASE_CODE >= RHEL_RELEASE_VERSION(10, 2))
#define LAMP_DONE_ARGS 3
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(6, 3, 0)
#define LAMP_DONE_ARGS 4
#else
#define LAMP_DONE_ARGS 0
#endif

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 7, 0)
#define LAMP_HAS_CANCEL
#endif

#define LAMP_HAS_FLAGS (LINUX_VERSION_CODE > KERNEL_VERSION(6, 2, 255))

struct lamp {
	struct mutex lock;
	struct io_uring_cmd *watcher;
	bool lit;
};

static void lamp_finish(struct io_uring_cmd *cmd, int result, unsigned int issue_flags)
{
#if LAMP_DONE_ARGS == 3
	io_uring_cmd_done(cmd, result, issue_flags);
#elif LAMP_DONE_ARGS == 4
	io_uring_cmd_done(cmd, result, 0, issue_flags);
#else
	io_uring_cmd_done(cmd, result, 0);
#endif
}

#ifdef LAMP_HAS_CANCEL
static int lamp_cancel(struct lamp *lamp, struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	mutex_lock(&lamp->lock);
	if (lamp->watcher != cmd) {
		mutex_unlock(&lamp->lock);
		return 0;
	}
	lamp->watcher = NULL;
	mutex_unlock(&lamp->lock);
	lamp_finish(cmd, -ECANCELED, issue_flags);
	return 0;
}
#endif

static int lamp_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct lamp *lamp = cmd->file->private_data;
	int ret = -EIOCBQUEUED;

#ifdef LAMP_HAS_CANCEL
	if (issue_flags & IO_URING_F_CANCEL)
		return lamp_cancel(lamp, cmd, issue_flags);
#endif
	if (issue_flags & IO_URING_F_NONBLOCK)
		return -EAGAIN;
#ifdef LAMP_HAS_CANCEL
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
#endif
	mutex_lock(&lamp->lock);
	if (lamp->watcher)
		ret = -EBUSY;
	else if (lamp->lit)
		ret = 0;
	else
		lamp->watcher = cmd;
	mutex_unlock(&lamp->lock);
	if (ret != -EIOCBQUEUED)
		lamp_finish(cmd, ret, issue_flags);
	return -EIOCBQUEUED;
}

static void lamp_switched(struct lamp *lamp)
{
	struct io_uring_cmd *cmd;

	mutex_lock(&lamp->lock);
	cmd = lamp->watcher;
	lamp->watcher = NULL;
	lamp->lit = true;
	mutex_unlock(&lamp->lock);
	if (!cmd)
		return;
#if LAMP_HAS_FLAGS
	lamp_finish(cmd, 0, IO_URING_F_UNLOCKED);
#else
	lamp_finish(cmd, 0, 0);
#endif
}

static irqreturn_t lamp_thread(int irq, void *data)
{
	lamp_switched(data);
	return IRQ_HANDLED;
}

static const struct file_operations lamp_fops = {
	.owner = THIS_MODULE,
	.uring_cmd = lamp_uring_cmd,
};

static int lamp_setup(struct lamp *lamp, int irq)
{
	mutex_init(&lamp->lock);
	return request_threaded_irq(irq, NULL, lamp_thread, IRQF_ONESHOT, "lamp", lamp);
}
