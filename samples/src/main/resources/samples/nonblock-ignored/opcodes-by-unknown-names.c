// about: a helper says by the number of the opcode what may sleep; the header with the opcodes is not at hand
// origin: written for this rule
#include <linux/completion.h>
#include <linux/io_uring/cmd.h>

static bool weir_may_sleep(u32 op)
{
	switch (_IOC_NR(op)) {
	case WEIR_LEVEL:
	case WEIR_FLOW:
	case _IOC_NR(WEIR_U_FEATURES):
		return false;
	default:
		return true;
	}
}

static int weir_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct weir *weir = cmd->file->private_data;
	u32 op = cmd->cmd_op;

	if (weir_may_sleep(op) && issue_flags & IO_URING_F_NONBLOCK)
		return -EAGAIN;
	if (op == WEIR_U_FEATURES)
		return 0;

	switch (_IOC_NR(op)) {
	case WEIR_LIFT:
		weir_lift(weir);
		wait_for_completion(&weir->lifted);
		return 0;
	case WEIR_LEVEL:
		return weir->level;
	}
	return -EINVAL;
}

static const struct file_operations weir_fops = { .uring_cmd = weir_uring_cmd };
