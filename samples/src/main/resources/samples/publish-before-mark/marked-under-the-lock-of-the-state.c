// about: the slot takes the command and becomes ready under the lock under which it is looked at; the order of locks is wrong
// origin: written for this rule
#include <linux/io_uring/cmd.h>

enum { HELM_FREE, HELM_READY };

struct helm {
	int state;
	struct io_uring_cmd *cmd;
};

struct bridge {
	struct mutex lock;
	struct helm helms[8];
};

static int bridge_steer(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct bridge *bridge = cmd->file->private_data;
	u32 number = READ_ONCE(cmd->sqe->len);
	struct helm *helm;

	if (number >= 8)
		return -EINVAL;
	helm = &bridge->helms[number];
	*(struct helm **)io_uring_cmd_to_pdu(cmd, struct helm *) = helm;
	/* nobody holds the lock for long */
	mutex_lock(&bridge->lock);
	if (helm->state != HELM_FREE) {
		mutex_unlock(&bridge->lock);
		return -EBUSY;
	}
	helm->cmd = cmd;
	helm->state = HELM_READY;
	io_uring_cmd_mark_cancelable(cmd, issue_flags); // expect: done-lock-order
	mutex_unlock(&bridge->lock);
	return -EIOCBQUEUED;
}

static void bridge_answer(struct bridge *bridge, struct helm *helm, unsigned int issue_flags)
{
	struct io_uring_cmd *cmd = NULL;

	mutex_lock(&bridge->lock);
	if (helm->state == HELM_READY) {
		cmd = helm->cmd;
		helm->cmd = NULL;
		helm->state = HELM_FREE;
	}
	mutex_unlock(&bridge->lock);
	if (cmd)
		io_uring_cmd_done(cmd, 0, 0, issue_flags);
}

static int bridge_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	if (issue_flags & IO_URING_F_CANCEL) {
		bridge_answer(cmd->file->private_data, *(struct helm **)io_uring_cmd_to_pdu(cmd, struct helm *), issue_flags);
		return 0;
	}
	return bridge_steer(cmd, issue_flags);
}

void bridge_call(struct bridge *bridge, unsigned int number)
{
	bridge_answer(bridge, &bridge->helms[number & 7], IO_URING_F_UNLOCKED);
}

static const struct file_operations bridge_fops = { .uring_cmd = bridge_uring_cmd };
