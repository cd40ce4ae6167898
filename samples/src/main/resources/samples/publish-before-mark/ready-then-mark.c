// about: the slot takes the command and becomes ready under the lock, but the mark comes after it
// origin: written for this rule
#include <linux/io_uring/cmd.h>

enum { WHEEL_FREE, WHEEL_READY };

struct wheel {
	int state;
	struct io_uring_cmd *cmd;
};

struct rig {
	struct mutex lock;
	struct wheel wheels[8];
};

static int rig_steer(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct rig *rig = cmd->file->private_data;
	u32 number = READ_ONCE(cmd->sqe->len);
	struct wheel *wheel;

	if (number >= 8)
		return -EINVAL;
	wheel = &rig->wheels[number];
	*(struct wheel **)io_uring_cmd_to_pdu(cmd, struct wheel *) = wheel;
	/* nobody holds the lock for long */
	mutex_lock(&rig->lock);
	if (wheel->state != WHEEL_FREE) {
		mutex_unlock(&rig->lock);
		return -EBUSY;
	}
	wheel->cmd = cmd;
	wheel->state = WHEEL_READY;
	mutex_unlock(&rig->lock);
	io_uring_cmd_mark_cancelable(cmd, issue_flags); // expect: publish-before-mark
	return -EIOCBQUEUED;
}

static void rig_answer(struct rig *rig, struct wheel *wheel, unsigned int issue_flags)
{
	struct io_uring_cmd *cmd = NULL;

	mutex_lock(&rig->lock);
	if (wheel->state == WHEEL_READY) {
		cmd = wheel->cmd;
		wheel->cmd = NULL;
		wheel->state = WHEEL_FREE;
	}
	mutex_unlock(&rig->lock);
	if (cmd)
		io_uring_cmd_done(cmd, 0, 0, issue_flags);
}

static int rig_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	if (issue_flags & IO_URING_F_CANCEL) {
		rig_answer(cmd->file->private_data, *(struct wheel **)io_uring_cmd_to_pdu(cmd, struct wheel *), issue_flags);
		return 0;
	}
	return rig_steer(cmd, issue_flags);
}

void rig_call(struct rig *rig, unsigned int number)
{
	rig_answer(rig, &rig->wheels[number & 7], IO_URING_F_UNLOCKED);
}

static const struct file_operations rig_fops = { .uring_cmd = rig_uring_cmd };
