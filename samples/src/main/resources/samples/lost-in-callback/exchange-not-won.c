// about: whoever changes the state completes the entry; a worker that could not change it leaves, and one that could must not
// origin: written for this rule
#include <linux/atomic.h>
#include <linux/io_uring/cmd.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct loom_entry {
	struct work_struct work;
	struct io_uring_cmd *cmd;
	atomic_t state;
};

struct loom {
	struct loom_entry *entry;
};

static void loom_weave(struct work_struct *work)
{
	struct loom_entry *entry = container_of(work, struct loom_entry, work);
	int idle = 0;

	if (!atomic_try_cmpxchg(&entry->state, &idle, 1))
		return;
	io_uring_cmd_done(entry->cmd, 0, IO_URING_F_UNLOCKED);
}

static void loom_turned(struct work_struct *work)
{
	struct loom_entry *entry = container_of(work, struct loom_entry, work);
	int idle = 0;

	if (atomic_try_cmpxchg(&entry->state, &idle, 1))
		return; // expect: lost-in-callback
	io_uring_cmd_done(entry->cmd, 0, IO_URING_F_UNLOCKED);
}

static ssize_t loom_write(struct file *file, const char __user *buf, size_t count, loff_t *pos)
{
	struct loom *loom = file->private_data;
	struct loom_entry *entry = loom->entry;
	int idle = 0;

	if (entry && atomic_try_cmpxchg(&entry->state, &idle, 1))
		io_uring_cmd_done(entry->cmd, 0, IO_URING_F_UNLOCKED);
	return count;
}

static int loom_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct loom *loom = cmd->file->private_data;
	struct loom_entry *entry = kzalloc(sizeof(*entry), GFP_NOWAIT);

	if (!entry)
		return -ENOMEM;
	entry->cmd = cmd;
	if (cmd->cmd_op) {
		INIT_WORK(&entry->work, loom_turned);
	} else {
		INIT_WORK(&entry->work, loom_weave);
	}
	loom->entry = entry;
	schedule_work(&entry->work);
	return -EIOCBQUEUED;
}

static const struct file_operations loom_fops = { .write = loom_write, .uring_cmd = loom_uring_cmd };
