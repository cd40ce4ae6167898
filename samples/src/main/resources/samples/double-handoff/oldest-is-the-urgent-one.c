// about: the urgent ticket is handed to task work, and then the oldest, which may be the same; compared the other way they are two
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct kiosk_ticket {
	struct list_head node;
	struct io_uring_cmd *cmd;
};

struct kiosk {
	spinlock_t lock;
	struct list_head tickets;
	struct kiosk_ticket *urgent;
};

static void kiosk_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	io_uring_cmd_done(io_uring_cmd_from_tw(tw_req), 0, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static void kiosk_call_both(struct kiosk *kiosk, struct kiosk_ticket *urgent)
{
	struct kiosk_ticket *oldest = list_first_entry_or_null(&kiosk->tickets, struct kiosk_ticket, node);

	if (!oldest)
		return;
	if (oldest == urgent)
		io_uring_cmd_complete_in_task(urgent->cmd, kiosk_tw);
	io_uring_cmd_complete_in_task(oldest->cmd, kiosk_tw); // expect: double-handoff
}

static void kiosk_call_other(struct kiosk *kiosk, struct kiosk_ticket *urgent)
{
	struct kiosk_ticket *oldest = list_first_entry_or_null(&kiosk->tickets, struct kiosk_ticket, node);

	if (!oldest)
		return;
	if (oldest != urgent)
		io_uring_cmd_complete_in_task(urgent->cmd, kiosk_tw);
	io_uring_cmd_complete_in_task(oldest->cmd, kiosk_tw);
}

static int kiosk_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct kiosk *kiosk = cmd->file->private_data;

	if (cmd->cmd_op)
		kiosk_call_both(kiosk, kiosk->urgent);
	else
		kiosk_call_other(kiosk, kiosk->urgent);
	return 0;
}

static const struct file_operations kiosk_fops = { .uring_cmd = kiosk_uring_cmd };
