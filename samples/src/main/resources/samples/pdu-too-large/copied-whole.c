// about: a header of 48 bytes is kept in the PDU until task work runs
// origin: written for this rule
// kernel: 6.12
#include <linux/io_uring/cmd.h>

struct relay_header {
	__le64 address;
	__le32 length;
	__le16 kind;
	u8 key[34];
};

static void relay_tw(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct relay_header header;

	memcpy(&header, cmd->pdu, sizeof(header.address));
	io_uring_cmd_done(cmd, header.address ? 0 : -EINVAL, 0, issue_flags);
}

static int relay_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct relay_header header = relay_next(cmd->file->private_data);

	memcpy(cmd->pdu, &header, sizeof(header)); // expect: pdu-too-large
	io_uring_cmd_complete_in_task(cmd, relay_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations relay_fops = { .uring_cmd = relay_uring_cmd };
