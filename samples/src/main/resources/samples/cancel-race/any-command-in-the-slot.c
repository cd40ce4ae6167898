// about: the cancel call only asks whether the slot has a command, which may be another one by then; the other ring's handler compares
// origin: written for this rule
#include <linux/fs.h>
#include <linux/io_uring/cmd.h>
#include <linux/spinlock.h>

struct gate {
	spinlock_t lock;
	struct io_uring_cmd *waiting;
};

static ssize_t gate_write(struct file *file, const char __user *buf, size_t count, loff_t *pos)
{
	struct gate *gate = file->private_data;
	struct io_uring_cmd *cmd;

	spin_lock(&gate->lock);
	cmd = gate->waiting;
	gate->waiting = NULL;
	spin_unlock(&gate->lock);
	if (cmd)
		io_uring_cmd_done(cmd, 0, IO_URING_F_UNLOCKED);
	return count;
}

static bool gate_empty(struct gate *gate)
{
	bool had = false;

	spin_lock(&gate->lock);
	if (gate->waiting) {
		gate->waiting = NULL;
		had = true;
	}
	spin_unlock(&gate->lock);
	return had;
}

static bool gate_remove(struct gate *gate, struct io_uring_cmd *cmd)
{
	bool had;

	spin_lock(&gate->lock);
	had = gate->waiting == cmd;
	if (had)
		gate->waiting = NULL;
	spin_unlock(&gate->lock);
	return had;
}

static int gate_wait(struct gate *gate, struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	bool full;

	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	spin_lock(&gate->lock);
	full = gate->waiting != NULL;
	if (!full)
		gate->waiting = cmd;
	spin_unlock(&gate->lock);
	if (full)
		io_uring_cmd_done(cmd, -EBUSY, issue_flags);
	return -EIOCBQUEUED;
}

static int gate_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct gate *gate = cmd->file->private_data;

	if (issue_flags & IO_URING_F_CANCEL) {
		if (gate_empty(gate))
			io_uring_cmd_done(cmd, -ECANCELED, issue_flags); // expect: cancel-race
		return 0;
	}
	return gate_wait(gate, cmd, issue_flags);
}

static int gate_two_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct gate *gate = cmd->file->private_data;

	if (issue_flags & IO_URING_F_CANCEL) {
		if (gate_remove(gate, cmd))
			io_uring_cmd_done(cmd, -ECANCELED, issue_flags);
		return 0;
	}
	return gate_wait(gate, cmd, issue_flags);
}

static const struct file_operations gate_fops = { .write = gate_write, .uring_cmd = gate_uring_cmd };
static const struct file_operations gate_two_fops = { .write = gate_write, .uring_cmd = gate_two_uring_cmd };
