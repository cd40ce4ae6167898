// about: packing and a union keep many members within 32 bytes
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct probe_pdu {
	union {
		struct list_head waiting;
		struct {
			u64 started;
			u64 ended;
		};
	};
	u8 kind;
	u32 serial;
	u16 flags : 3, lane : 9;
	struct probe *probe;
} __packed;

static void probe_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct probe_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct probe_pdu);

	io_uring_cmd_done(cmd, pdu->kind, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static int probe_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct probe_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct probe_pdu);

	BUILD_BUG_ON(sizeof(struct probe_pdu) > 32);
	pdu->kind = 1;
	io_uring_cmd_complete_in_task(cmd, probe_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations probe_fops = { .uring_cmd = probe_uring_cmd };
