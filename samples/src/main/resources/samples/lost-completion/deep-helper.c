// about: three calls down, the full queue is answered with queued instead of busy
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/kthread.h>

#define RING_SIZE 32

struct ring {
	spinlock_t lock;
	unsigned int head, tail;
	struct io_uring_cmd *cmds[RING_SIZE];
	struct task_struct *thread;
};

static int ring_push(struct ring *ring, struct io_uring_cmd *cmd)
{
	spin_lock(&ring->lock);
	if (ring->tail - ring->head == RING_SIZE) {
		spin_unlock(&ring->lock);
		return -EIOCBQUEUED; // expect: lost-completion
	}
	ring->cmds[ring->tail++ % RING_SIZE] = cmd;
	spin_unlock(&ring->lock);
	return -EIOCBQUEUED;
}

static int ring_submit(struct ring *ring, struct io_uring_cmd *cmd)
{
	int ret = ring_push(ring, cmd);

	wake_up_process(ring->thread);
	return ret;
}

static int ring_dispatch(struct ring *ring, struct io_uring_cmd *cmd)
{
	if (!ring->thread)
		return -ENODEV;
	return ring_submit(ring, cmd);
}

static int ring_thread(void *data)
{
	struct ring *ring = data;
	struct io_uring_cmd *cmd;

	while (!kthread_should_stop()) {
		spin_lock(&ring->lock);
		cmd = NULL;
		if (ring->head != ring->tail) {
			cmd = ring->cmds[ring->head % RING_SIZE];
			ring->cmds[ring->head++ % RING_SIZE] = NULL;
		}
		spin_unlock(&ring->lock);
		if (cmd)
			io_uring_cmd_done(cmd, 0, IO_URING_F_UNLOCKED);
		else
			schedule_timeout_interruptible(HZ);
	}
	return 0;
}

static int ring_open(struct inode *inode, struct file *file)
{
	struct ring *ring = kzalloc(sizeof(*ring), GFP_KERNEL);

	if (!ring)
		return -ENOMEM;
	spin_lock_init(&ring->lock);
	ring->thread = kthread_run(ring_thread, ring, "ring");
	file->private_data = ring;
	return 0;
}

static int ring_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	return ring_dispatch(cmd->file->private_data, cmd);
}

static const struct file_operations ring_fops = { .open = ring_open, .uring_cmd = ring_uring_cmd };
