// about: an error pointer in the PDU is nothing to free; memory that is there when the next step fails is
// origin: written for this rule
#include <linux/err.h>
#include <linux/io_uring/cmd.h>
#include <linux/slab.h>
#include <linux/string.h>

struct decal_pdu {
	u8 *copy;
	u32 length;
};

static int decal_load(struct io_uring_cmd *cmd)
{
	struct decal_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct decal_pdu);

	pdu->length = min_t(u32, READ_ONCE(cmd->sqe->len), 256);
	pdu->copy = memdup_user(u64_to_user_ptr(READ_ONCE(cmd->sqe->addr)), pdu->length);
	return PTR_ERR_OR_ZERO(pdu->copy);
}

static int decal_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct decal_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct decal_pdu);
	int ret = decal_load(cmd);

	if (ret)
		return ret;
	if (!pdu->length)
		return -EINVAL; // expect: pdu-leak
	decal_print(pdu->copy, pdu->length);
	kfree(pdu->copy);
	return 0;
}

static const struct file_operations decal_fops = { .uring_cmd = decal_uring_cmd };
