// about: volatile and unaligned reads of other shapes, and reserved fields that must be 0
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/unaligned.h>

struct form_arg {
	__le32 size;
	__u16 kind;
	__u16 reserved;
	__u8 packed[8];
};

static int form_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	const struct form_arg *arg = io_uring_sqe_cmd(cmd->sqe, struct form_arg);
	u32 size = le32_to_cpu(READ_ONCE(arg->size));
	u16 kind = *(const volatile __u16 *)&arg->kind;
	u32 low = get_unaligned_le32(arg->packed);

	if (arg->reserved)
		return -EINVAL;
	if (cmd->sqe->ioprio || cmd->sqe->rw_flags)
		return -EINVAL;
	if (size > 4096 || kind > 7)
		return -ERANGE;
	return form_fill(cmd->file, kind, size, low);
}

static const struct file_operations form_fops = { .uring_cmd = form_uring_cmd };
