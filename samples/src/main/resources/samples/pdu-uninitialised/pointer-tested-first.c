// about: a pointer that an earlier command left there is taken for this command's own
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/slab.h>

struct soup_pdu {
	void *bowl;
};

static int soup_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct soup_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct soup_pdu);
	int ret;

	if (!pdu->bowl) // expect: pdu-uninitialised
		pdu->bowl = kzalloc(512, GFP_KERNEL);
	if (!pdu->bowl)
		return -ENOMEM;
	ret = soup_fill(cmd->file, pdu->bowl);
	kfree(pdu->bowl);
	pdu->bowl = NULL;
	return ret;
}

static const struct file_operations soup_fops = { .uring_cmd = soup_uring_cmd };
