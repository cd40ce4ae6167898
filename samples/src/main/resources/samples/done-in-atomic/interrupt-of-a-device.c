// about: the interrupt handler of a device completes the command that waits for it
// origin: written for this rule
#include <linux/interrupt.h>
#include <linux/io_uring/cmd.h>
#include <linux/platform_device.h>
#include <linux/spinlock.h>

struct bell {
	spinlock_t lock;
	struct io_uring_cmd *cmd;
};

static struct io_uring_cmd *bell_take(struct bell *bell)
{
	struct io_uring_cmd *cmd;
	unsigned long flags;

	spin_lock_irqsave(&bell->lock, flags);
	cmd = bell->cmd;
	bell->cmd = NULL;
	spin_unlock_irqrestore(&bell->lock, flags);
	return cmd;
}

static irqreturn_t bell_irq(int irq, void *data)
{
	struct io_uring_cmd *cmd = bell_take(data);

	if (cmd)
		io_uring_cmd_done(cmd, 0, IO_URING_F_UNLOCKED); // expect: done-in-atomic
	return IRQ_HANDLED;
}

static int bell_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct bell *bell = cmd->file->private_data;

	if (issue_flags & IO_URING_F_CANCEL) {
		struct io_uring_cmd *mine = bell_take(bell);

		if (mine)
			io_uring_cmd_done(mine, -ECANCELED, issue_flags);
		return 0;
	}
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	spin_lock_irq(&bell->lock);
	bell->cmd = cmd;
	spin_unlock_irq(&bell->lock);
	return -EIOCBQUEUED;
}

static int bell_probe(struct platform_device *pdev)
{
	struct bell *bell = platform_get_drvdata(pdev);
	int irq = platform_get_irq(pdev, 0);

	if (irq < 0)
		return irq;
	spin_lock_init(&bell->lock);
	return devm_request_irq(&pdev->dev, irq, bell_irq, 0, "bell", bell);
}

static const struct file_operations bell_fops = { .uring_cmd = bell_uring_cmd };
