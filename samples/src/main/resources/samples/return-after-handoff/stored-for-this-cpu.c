// about: the command is stored for the processor at hand, and the handler says that it is done
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/percpu.h>
#include <linux/workqueue.h>

static DEFINE_PER_CPU(struct io_uring_cmd *, meter_waiter);
static DEFINE_PER_CPU(struct work_struct, meter_work);

static void meter_work_fn(struct work_struct *work)
{
	struct io_uring_cmd *cmd = this_cpu_xchg(meter_waiter, NULL);

	if (cmd)
		io_uring_cmd_done(cmd, 0, IO_URING_F_UNLOCKED);
}

static int meter_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	int cpu = get_cpu();

	if (per_cpu(meter_waiter, cpu)) {
		put_cpu();
		return -EBUSY;
	}
	this_cpu_write(meter_waiter, cmd);
	schedule_work_on(cpu, this_cpu_ptr(&meter_work));
	put_cpu();
	return 0; // expect: return-after-handoff
}

static int __init meter_init(void)
{
	int cpu;

	for_each_possible_cpu(cpu)
		INIT_WORK(per_cpu_ptr(&meter_work, cpu), meter_work_fn);
	return 0;
}
module_init(meter_init);

static const struct file_operations meter_fops = {
	.uring_cmd = meter_uring_cmd,
};
