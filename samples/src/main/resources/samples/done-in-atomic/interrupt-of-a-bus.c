// about: the handler of an interrupt is told by what it returns: the function that registers it is the bus's own
// origin: written for this rule
// kernel: 6.12
#include <linux/interrupt.h>
#include <linux/io_uring/cmd.h>

struct sluice {
	struct io_uring_cmd *cmd;
	spinlock_t lock;
};

static irqreturn_t sluice_irq(int irq, void *data)
{
	struct sluice *sluice = data;
	struct io_uring_cmd *cmd;

	spin_lock(&sluice->lock);
	cmd = sluice->cmd;
	sluice->cmd = NULL;
	spin_unlock(&sluice->lock);
	if (!cmd)
		return IRQ_NONE;
	io_uring_cmd_done(cmd, 0, 0, IO_URING_F_UNLOCKED); // expect: done-in-atomic
	return IRQ_HANDLED;
}

int sluice_attach(struct canal *canal, struct sluice *sluice)
{
	return canal_listen(canal, sluice_irq, sluice);
}

static int sluice_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct sluice *sluice = cmd->file->private_data;

	spin_lock_irq(&sluice->lock);
	if (sluice->cmd) {
		spin_unlock_irq(&sluice->lock);
		return -EBUSY;
	}
	sluice->cmd = cmd;
	spin_unlock_irq(&sluice->lock);
	return -EIOCBQUEUED;
}

static void sluice_stop(struct sluice *sluice)
{
	struct io_uring_cmd *cmd;

	spin_lock_irq(&sluice->lock);
	cmd = sluice->cmd;
	sluice->cmd = NULL;
	spin_unlock_irq(&sluice->lock);
	if (cmd)
		io_uring_cmd_done(cmd, -ENODEV, 0, IO_URING_F_UNLOCKED);
}

static int sluice_release(struct inode *inode, struct file *file)
{
	sluice_stop(file->private_data);
	return 0;
}

static const struct file_operations sluice_fops = { .uring_cmd = sluice_uring_cmd, .release = sluice_release };
