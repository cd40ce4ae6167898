// about: powering a device up and asking a register until it answers both sleep
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/iopoll.h>
#include <linux/pm_runtime.h>

struct valve {
	struct device *dev;
	void __iomem *regs;
};

static int valve_turn(struct valve *valve)
{
	u32 state;

	return readl_poll_timeout(valve->regs, state, state & 1, 10, 1000);
}

static int valve_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct valve *valve = cmd->file->private_data;
	int ret;

	if (cmd->cmd_op == 1)
		return valve_turn(valve); // expect: nonblock-ignored
	if (cmd->cmd_op == 2) {
		ret = pm_runtime_resume_and_get(valve->dev); // expect: nonblock-ignored
		return ret < 0 ? ret : 0;
	}
	if (issue_flags & IO_URING_F_NONBLOCK)
		return -EAGAIN;
	ret = pm_runtime_resume_and_get(valve->dev);
	return ret < 0 ? ret : valve_turn(valve);
}

static const struct file_operations valve_fops = {
	.uring_cmd = valve_uring_cmd,
};
