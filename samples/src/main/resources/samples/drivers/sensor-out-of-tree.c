// about: an out-of-tree driver that builds on every kernel since 6.1: version conditions around each change of the interface
// origin: written for this rule
#include <linux/interrupt.h>
#include <linux/module.h>
#include <linux/version.h>
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 8, 0)
#include <linux/io_uring/cmd.h>
#else
#include <linux/io_uring.h>
#endif

#define SENSOR_WAITERS	32

struct sensor_request {
	__u32 channel;
	__u32 threshold;
};

struct sensor_slot {
	struct io_uring_cmd *cmd;
	u32 threshold;
};

struct sensor {
	spinlock_t lock;
	u32 value;
	bool removed;
	struct sensor_slot slots[SENSOR_WAITERS];
	struct timer_list timeout;
};

struct sensor_pdu {
	u32 slot;
	int result;
};

static struct sensor_pdu *sensor_pdu(struct io_uring_cmd *cmd)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 12, 0)
	return io_uring_cmd_to_pdu(cmd, struct sensor_pdu);
#else
	BUILD_BUG_ON(sizeof(struct sensor_pdu) > sizeof(cmd->pdu));
	return (struct sensor_pdu *)&cmd->pdu;
#endif
}

static const struct sensor_request *sensor_payload(struct io_uring_cmd *cmd)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(7, 1, 0)
	return io_uring_sqe_cmd(cmd->sqe, struct sensor_request);
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(6, 5, 0)
	return io_uring_sqe_cmd(cmd->sqe);
#else
	return cmd->cmd;
#endif
}

static void sensor_done(struct io_uring_cmd *cmd, int ret, unsigned int issue_flags)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 18, 0)
	io_uring_cmd_done(cmd, ret, issue_flags);
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(6, 3, 0)
	io_uring_cmd_done(cmd, ret, 0, issue_flags);
#else
	io_uring_cmd_done(cmd, ret, 0);
#endif
}

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 19, 0)
static void sensor_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);

	sensor_done(cmd, sensor_pdu(cmd)->result, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
}
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(6, 3, 0)
static void sensor_tw(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	sensor_done(cmd, sensor_pdu(cmd)->result, issue_flags);
}
#else
static void sensor_tw(struct io_uring_cmd *cmd)
{
	sensor_done(cmd, sensor_pdu(cmd)->result, 0);
}
#endif

/* Takes the command of a slot and hands it to its task; the caller holds the lock. */
static void sensor_finish_slot(struct sensor_slot *slot, int result)
{
	struct io_uring_cmd *cmd = slot->cmd;

	slot->cmd = NULL;
	sensor_pdu(cmd)->result = result;
	io_uring_cmd_complete_in_task(cmd, sensor_tw);
}

static void sensor_finish(struct sensor *sensor, bool all, int result)
{
	unsigned long flags;
	int i;

	spin_lock_irqsave(&sensor->lock, flags);
	for (i = 0; i < SENSOR_WAITERS; i++) {
		struct sensor_slot *slot = &sensor->slots[i];

		if (!slot->cmd)
			continue;
		if (all || sensor->value >= slot->threshold)
			sensor_finish_slot(slot, result);
	}
	spin_unlock_irqrestore(&sensor->lock, flags);
}

static irqreturn_t sensor_irq(int irq, void *data)
{
	struct sensor *sensor = data;

	WRITE_ONCE(sensor->value, sensor->value + 1);
	sensor_finish(sensor, false, 0);
	return IRQ_HANDLED;
}

static void sensor_timeout(struct timer_list *timer)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 16, 0)
	struct sensor *sensor = timer_container_of(sensor, timer, timeout);
#else
	struct sensor *sensor = from_timer(sensor, timer, timeout);
#endif

	sensor_finish(sensor, true, -ETIME);
}

static int sensor_park(struct sensor *sensor, struct io_uring_cmd *cmd, u32 threshold)
{
	unsigned long flags;
	int i, ret = -EBUSY;

	spin_lock_irqsave(&sensor->lock, flags);
	if (sensor->removed) {
		ret = -ENODEV;
		goto out;
	}
	for (i = 0; i < SENSOR_WAITERS; i++) {
		if (sensor->slots[i].cmd)
			continue;
		sensor_pdu(cmd)->slot = i;
		sensor->slots[i].threshold = threshold;
		sensor->slots[i].cmd = cmd;
		mod_timer(&sensor->timeout, jiffies + HZ);
		ret = -EIOCBQUEUED;
		break;
	}
out:
	spin_unlock_irqrestore(&sensor->lock, flags);
	return ret;
}

static int sensor_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	const struct sensor_request *request = sensor_payload(cmd);
	u32 channel = READ_ONCE(request->channel);
	u32 threshold = READ_ONCE(request->threshold);

	if (channel)
		return -EINVAL;
	return sensor_park(cmd->file->private_data, cmd, threshold);
}

static const struct file_operations sensor_fops = {
	.owner = THIS_MODULE,
	.uring_cmd = sensor_uring_cmd,
};

static int sensor_setup(struct sensor *sensor, int irq)
{
	spin_lock_init(&sensor->lock);
	timer_setup(&sensor->timeout, sensor_timeout, 0);
	return request_irq(irq, sensor_irq, 0, "sensor", sensor);
}

static void sensor_teardown(struct sensor *sensor)
{
	unsigned long flags;

	spin_lock_irqsave(&sensor->lock, flags);
	sensor->removed = true;
	spin_unlock_irqrestore(&sensor->lock, flags);
	sensor_finish(sensor, true, -ENODEV);
}
