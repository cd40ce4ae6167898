// about: the number is reserved first, and the command takes the place that was empty; another call finds it by the number
// origin: written for this rule
#include <linux/idr.h>
#include <linux/io_uring/cmd.h>
#include <linux/mutex.h>

struct desk {
	struct mutex lock;
	struct idr waiting;
};

struct desk_pdu {
	int id;
};

static struct io_uring_cmd *desk_take(struct desk *desk, int id)
{
	struct io_uring_cmd *cmd;

	mutex_lock(&desk->lock);
	cmd = idr_remove(&desk->waiting, id);
	mutex_unlock(&desk->lock);
	return cmd;
}

static long desk_ioctl(struct file *file, unsigned int number, unsigned long id)
{
	struct io_uring_cmd *cmd = desk_take(file->private_data, id);

	if (!cmd)
		return -ENOENT;
	io_uring_cmd_done(cmd, 0, IO_URING_F_UNLOCKED);
	return 0;
}

static int desk_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct desk_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct desk_pdu);
	struct desk *desk = cmd->file->private_data;
	int id;

	if (issue_flags & IO_URING_F_CANCEL) {
		if (desk_take(desk, pdu->id) == cmd)
			io_uring_cmd_done(cmd, -ECANCELED, issue_flags);
		return 0;
	}
	if (issue_flags & IO_URING_F_NONBLOCK)
		return -EAGAIN;
	pdu->id = 0;
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	mutex_lock(&desk->lock);
	id = idr_alloc(&desk->waiting, NULL, 1, 0, GFP_KERNEL);
	if (id > 0) {
		pdu->id = id;
		idr_replace(&desk->waiting, cmd, id);
	}
	mutex_unlock(&desk->lock);
	if (id < 0)
		io_uring_cmd_done(cmd, id, issue_flags);
	return -EIOCBQUEUED;
}

static const struct file_operations desk_fops = {
	.unlocked_ioctl = desk_ioctl,
	.uring_cmd = desk_uring_cmd,
};
