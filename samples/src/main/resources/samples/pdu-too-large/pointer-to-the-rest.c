// about: the large structure has memory of its own, and the PDU holds its address
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/slab.h>

struct lathe_job {
	u64 path[16];
	int status;
};

struct lathe_pdu {
	struct lathe_job *job;
};

static void lathe_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	struct lathe_job *job = io_uring_cmd_to_pdu(cmd, struct lathe_pdu)->job;
	int status = job->status;

	kfree(job);
	io_uring_cmd_done(cmd, status, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}

static int lathe_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct lathe_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct lathe_pdu);

	pdu->job = kzalloc(sizeof(*pdu->job), GFP_NOWAIT);
	if (!pdu->job)
		return -ENOMEM;
	io_uring_cmd_complete_in_task(cmd, lathe_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations lathe_fops = { .uring_cmd = lathe_uring_cmd };
