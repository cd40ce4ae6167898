// about: a buffer and a map are given back in the order in which they were got
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/slab.h>

struct sluice_pdu {
	u8 *buffer;
	u32 *map;
	int status;
};

static void sluice_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct sluice_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct sluice_pdu);
	int status = pdu->status;

	kfree(pdu->map);
	kfree(pdu->buffer);
	io_uring_cmd_done(cmd, status, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static int sluice_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct sluice_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct sluice_pdu);
	struct sluice *sluice = cmd->file->private_data;
	u32 gates = READ_ONCE(cmd->sqe->len);
	int ret;

	if (!gates || gates > 64)
		return -EINVAL;
	pdu->status = 0;
	pdu->buffer = kzalloc(4096, GFP_NOWAIT);
	if (!pdu->buffer)
		return -ENOMEM;
	pdu->map = kcalloc(gates, sizeof(*pdu->map), GFP_NOWAIT);
	if (!pdu->map) {
		ret = -ENOMEM;
		goto free_buffer;
	}
	if (!sluice_is_ready(sluice)) {
		ret = -ENODEV;
		goto free_map;
	}
	io_uring_cmd_complete_in_task(cmd, sluice_tw);
	return -EIOCBQUEUED;

free_map:
	kfree(pdu->map);
free_buffer:
	kfree(pdu->buffer);
	return ret;
}

static const struct file_operations sluice_fops = { .uring_cmd = sluice_uring_cmd };
