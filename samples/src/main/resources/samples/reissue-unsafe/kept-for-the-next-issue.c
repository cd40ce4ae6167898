// about: the plan is freed unless another issue follows
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/slab.h>

struct dig_pdu {
	struct dig_plan *plan;
};

static int dig_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct dig_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct dig_pdu);
	struct dig_plan *plan = NULL;
	int ret;

	if (cmd->flags & IORING_URING_CMD_REISSUE)
		plan = pdu->plan;
	if (!plan) {
		plan = kzalloc(sizeof(*plan), GFP_KERNEL);
		if (!plan)
			return -ENOMEM;
		pdu->plan = plan;
	}
	ret = dig_try(cmd->file, plan, issue_flags & IO_URING_F_NONBLOCK);
	if (ret != -EAGAIN)
		kfree(plan);
	return ret;
}

static const struct file_operations dig_fops = { .uring_cmd = dig_uring_cmd };
