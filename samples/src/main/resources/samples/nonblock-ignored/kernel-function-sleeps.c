// about: functions of the kernel, whose bodies are elsewhere, wait; one only on the way for those who may
// origin: written for this rule
#include <linux/fs.h>
#include <linux/io_uring/cmd.h>
#include <linux/mtd/mtd.h>

static int stamp_touch(struct io_uring_cmd *cmd)
{
	return vfs_utimes(&cmd->file->f_path, NULL);
}

static int stamp_flash(struct stamp *stamp)
{
	struct mtd_info *mtd = get_mtd_device(NULL, 0);

	if (IS_ERR(mtd))
		return PTR_ERR(mtd);
	stamp->size = mtd->size;
	return 0;
}

static int stamp_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	if (cmd->cmd_op == 1)
		return stamp_touch(cmd); // expect: nonblock-ignored
	if (issue_flags & IO_URING_F_NONBLOCK)
		return -EAGAIN;
	if (cmd->cmd_op == 2)
		return stamp_touch(cmd);
	return stamp_flash(cmd->file->private_data);
}

static int stamp_flash_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	return stamp_flash(cmd->file->private_data); // expect: nonblock-ignored
}

static const struct file_operations stamp_fops = { .uring_cmd = stamp_uring_cmd };
static const struct file_operations stamp_flash_fops = { .uring_cmd = stamp_flash_uring_cmd };
