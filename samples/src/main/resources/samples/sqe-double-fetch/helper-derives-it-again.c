// about: a helper takes the payload from the command again
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/uaccess.h>

struct blob_arg {
	__u64 addr;
	__u32 len;
};

static int blob_load(struct io_uring_cmd *cmd, void *buf)
{
	const struct blob_arg *arg = io_uring_sqe_cmd(cmd->sqe, struct blob_arg);

	if (copy_from_user(buf, u64_to_user_ptr(READ_ONCE(arg->addr)), READ_ONCE(arg->len))) // expect: sqe-double-fetch
		return -EFAULT;
	return 0;
}

static int blob_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	const struct blob_arg *arg = io_uring_sqe_cmd(cmd->sqe, struct blob_arg);
	void *buf;
	int ret;

	buf = kmalloc(READ_ONCE(arg->len), GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	ret = blob_load(cmd, buf);
	kfree(buf);
	return ret;
}

static const struct file_operations blob_fops = { .uring_cmd = blob_uring_cmd };
