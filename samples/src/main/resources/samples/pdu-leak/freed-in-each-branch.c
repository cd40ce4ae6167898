// about: each early way out frees the memory first
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct quilt_patch {
	__u32 x;
	__u32 y;
};

struct quilt_pdu {
	struct quilt_patch *patch;
};

static void quilt_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct quilt_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct quilt_pdu);
	int ret = quilt_sew(cmd->file->private_data, pdu->patch->x, pdu->patch->y);

	kfree(pdu->patch);
	io_uring_cmd_done(cmd, ret, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static int quilt_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct quilt_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct quilt_pdu);
	struct quilt_patch *patch = kmalloc(sizeof(*patch), GFP_KERNEL);

	if (!patch)
		return -ENOMEM;
	pdu->patch = patch;
	if (copy_from_user(patch, u64_to_user_ptr(READ_ONCE(cmd->sqe->addr)), sizeof(*patch))) {
		kfree(patch);
		return -EFAULT;
	}
	if (patch->x > QUILT_SIDE || patch->y > QUILT_SIDE) {
		kfree(patch);
		return -ERANGE;
	}
	io_uring_cmd_do_in_task_lazy(cmd, quilt_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations quilt_fops = { .uring_cmd = quilt_uring_cmd };
