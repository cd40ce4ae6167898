// about: only the module's exit completes, and the module cannot go while a command holds its file
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static DEFINE_SPINLOCK(frob_lock);
static struct io_uring_cmd *frob_parked[4];

static int frob_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	int i, ret = -EBUSY;

	spin_lock(&frob_lock);
	for (i = 0; i < 4; i++) {
		if (!frob_parked[i]) {
			frob_parked[i] = cmd;
			ret = -EIOCBQUEUED;
			break;
		}
	}
	spin_unlock(&frob_lock);
	return ret;
}

static const struct file_operations frob_fops = {
	.owner = THIS_MODULE,
	.uring_cmd = frob_uring_cmd,
};

static struct miscdevice frob_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "frob",
	.fops = &frob_fops,
};

static int __init frob_init(void)
{
	return misc_register(&frob_misc);
}

static void __exit frob_exit(void)
{
	struct io_uring_cmd *cmd;
	int i;

	for (i = 0; i < 4; i++) {
		cmd = frob_parked[i];
		frob_parked[i] = NULL;
		if (cmd)
			io_uring_cmd_done(cmd, -ENODEV, IO_URING_F_UNLOCKED); // expect: completion-only-in-release
	}
	misc_deregister(&frob_misc);
}

module_init(frob_init);
module_exit(frob_exit);
