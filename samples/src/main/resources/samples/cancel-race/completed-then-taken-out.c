// about: the worker completes what lies in the slot and empties that afterwards; another takes it out first, as the cancel call does
// origin: written for this rule
#include <linux/fs.h>
#include <linux/io_uring/cmd.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct vault {
	spinlock_t lock;
	struct io_uring_cmd *deposit;
	struct work_struct open;
	struct work_struct audit;
};

static void vault_open_work(struct work_struct *work)
{
	struct vault *vault = container_of(work, struct vault, open);
	struct io_uring_cmd *cmd = READ_ONCE(vault->deposit);

	if (!cmd)
		return;
	io_uring_cmd_done(cmd, 0, IO_URING_F_UNLOCKED); // expect: cancel-race
	spin_lock(&vault->lock);
	vault->deposit = NULL;
	spin_unlock(&vault->lock);
}

static void vault_audit_work(struct work_struct *work)
{
	struct vault *vault = container_of(work, struct vault, audit);
	struct io_uring_cmd *cmd;

	spin_lock(&vault->lock);
	cmd = vault->deposit;
	vault->deposit = NULL;
	spin_unlock(&vault->lock);
	if (cmd)
		io_uring_cmd_done(cmd, 1, IO_URING_F_UNLOCKED);
}

static int vault_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct vault *vault = cmd->file->private_data;
	bool mine = false, full = false;
	bool audits = cmd->cmd_op == 1;

	if (issue_flags & IO_URING_F_CANCEL) {
		spin_lock(&vault->lock);
		if (vault->deposit == cmd) {
			vault->deposit = NULL;
			mine = true;
		}
		spin_unlock(&vault->lock);
		if (mine)
			io_uring_cmd_done(cmd, -ECANCELED, issue_flags);
		return 0;
	}
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	spin_lock(&vault->lock);
	if (vault->deposit)
		full = true;
	else
		vault->deposit = cmd;
	spin_unlock(&vault->lock);
	if (full)
		io_uring_cmd_done(cmd, -EBUSY, issue_flags);
	else if (!audits)
		schedule_work(&vault->open);
	else
		schedule_work(&vault->audit);
	return -EIOCBQUEUED;
}

static int vault_open(struct inode *inode, struct file *file)
{
	struct vault *vault = kzalloc(sizeof(*vault), GFP_KERNEL);

	if (!vault)
		return -ENOMEM;
	spin_lock_init(&vault->lock);
	INIT_WORK(&vault->open, vault_open_work);
	INIT_WORK(&vault->audit, vault_audit_work);
	file->private_data = vault;
	return 0;
}

static const struct file_operations vault_fops = { .open = vault_open, .uring_cmd = vault_uring_cmd };
