// about: one body under the signatures of three eras, and a mistake that only the kernels before 6.3 see
// origin: written for this rule
#include <linux/module.h>
#include <linux/version.h>
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 8, 0)
#include <linux/io_uring/cmd.h>
#else
#include <linux/io_uring.h>
#endif

struct meter {
	int level;
	bool stopped;
};

struct meter_pdu {
	int reading;
};

static struct meter_pdu *meter_pdu(struct io_uring_cmd *cmd)
{
	return (struct meter_pdu *)&cmd->pdu; // expect: pdu-raw-cast
}

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 19, 0)
static void meter_tw(struct io_tw_req tw_req, io_tw_token_t tw)
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(6, 3, 0)
static void meter_tw(struct io_uring_cmd *cmd, unsigned int issue_flags)
#else
static void meter_tw(struct io_uring_cmd *cmd)
#endif
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 19, 0)
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
	unsigned int issue_flags = IO_URING_CMD_TASK_WORK_ISSUE_FLAGS;
#endif
	int reading = meter_pdu(cmd)->reading;

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 18, 0)
	io_uring_cmd_done(cmd, reading, issue_flags);
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(6, 3, 0)
	io_uring_cmd_done(cmd, reading, 0, issue_flags);
#else
	io_uring_cmd_done(cmd, reading, 0);
#endif
}

static int meter_refuse(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 3, 0)
	return -ESHUTDOWN;
#else
	io_uring_cmd_done(cmd, -ESHUTDOWN, 0);
	return -ESHUTDOWN; // expect: double-completion
#endif
}

static int meter_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct meter *meter = cmd->file->private_data;

	if (READ_ONCE(meter->stopped))
		return meter_refuse(cmd, issue_flags);
	meter_pdu(cmd)->reading = READ_ONCE(meter->level);
	io_uring_cmd_complete_in_task(cmd, meter_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations meter_fops = {
	.owner = THIS_MODULE,
	.uring_cmd = meter_uring_cmd,
};
