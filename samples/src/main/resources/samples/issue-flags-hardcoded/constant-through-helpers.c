// about: task work hands 0 down two functions that pass on what they get; so does the cancel call, with the right value
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct pump;

struct pump_slot {
	struct pump *pump;
	struct io_uring_cmd *cmd;
	int result;
};

struct pump {
	spinlock_t lock;
	struct pump_slot slots[16];
};

struct pump_pdu {
	struct pump_slot *slot;
};

static void pump_complete(struct io_uring_cmd *cmd, int result, unsigned int flags)
{
	io_uring_cmd_done(cmd, result, flags);
}

static void pump_end(struct pump_slot *slot, unsigned int flags)
{
	struct io_uring_cmd *cmd;
	int result;

	spin_lock(&slot->pump->lock);
	cmd = slot->cmd;
	result = slot->result;
	slot->cmd = NULL;
	spin_unlock(&slot->pump->lock);
	if (cmd)
		pump_complete(cmd, result, flags);
}

static void pump_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	unsigned int flags = 0;
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct pump_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct pump_pdu);

	pump_end(pdu->slot, flags); // expect: issue-flags-hardcoded
}

void pump_wake(struct pump_slot *slot)
{
	io_uring_cmd_complete_in_task(slot->cmd, pump_tw);
}

static int pump_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct pump *pump = cmd->file->private_data;
	struct pump_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct pump_pdu);

	if (issue_flags & IO_URING_F_CANCEL) {
		pump_end(pdu->slot, issue_flags);
		return 0;
	}
	pdu->slot = &pump->slots[cmd->cmd_op & 15];
	io_uring_cmd_mark_cancelable(cmd, issue_flags);
	spin_lock(&pump->lock);
	pdu->slot->cmd = cmd;
	spin_unlock(&pump->lock);
	return -EIOCBQUEUED;
}

static const struct file_operations pump_fops = {
	.uring_cmd = pump_uring_cmd,
};
