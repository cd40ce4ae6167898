// about: the next issue allocates again and forgets the first buffer
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/slab.h>

struct heap_pdu {
	void *buf;
};

static int heap_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct heap_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct heap_pdu);
	int ret;

	pdu->buf = kzalloc(256, GFP_KERNEL);
	if (!pdu->buf)
		return -ENOMEM;
	if (issue_flags & IO_URING_F_NONBLOCK)
		return -EAGAIN; // expect: reissue-unsafe
	ret = heap_sort(cmd->file, pdu->buf);
	kfree(pdu->buf);
	return ret;
}

static const struct file_operations heap_fops = { .uring_cmd = heap_uring_cmd };
