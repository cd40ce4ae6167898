// about: the timeout finds under the lock that the reader took the entry, and leaves; an entry that it only counts it must complete
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct post {
	spinlock_t lock;
	struct post_box *box;
};

struct post_box {
	struct delayed_work timeout;
	struct io_uring_cmd *cmd;
	struct post *post;
	bool emptied;
	u32 letters;
};

static void post_timeout(struct work_struct *work)
{
	struct post_box *box = container_of(to_delayed_work(work), struct post_box, timeout);
	struct post *post = box->post;

	spin_lock(&post->lock);
	if (box->emptied) {
		spin_unlock(&post->lock);
		return;
	}
	box->emptied = true;
	post->box = NULL;
	spin_unlock(&post->lock);
	io_uring_cmd_done(box->cmd, -ETIME, IO_URING_F_UNLOCKED);
	kfree(box);
}

static void post_count(struct work_struct *work)
{
	struct post_box *box = container_of(to_delayed_work(work), struct post_box, timeout);

	if (box->letters > 8)
		return; // expect: lost-in-callback
	io_uring_cmd_done(box->cmd, box->letters, IO_URING_F_UNLOCKED);
	kfree(box);
}

static ssize_t post_write(struct file *file, const char __user *buf, size_t count, loff_t *pos)
{
	struct post *post = file->private_data;
	struct post_box *box;

	spin_lock(&post->lock);
	box = post->box;
	post->box = NULL;
	if (box)
		box->emptied = true;
	spin_unlock(&post->lock);
	if (box)
		io_uring_cmd_done(box->cmd, 0, IO_URING_F_UNLOCKED);
	return count;
}

static int post_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct post *post = cmd->file->private_data;
	struct post_box *box = kzalloc(sizeof(*box), GFP_KERNEL);

	if (!box)
		return -ENOMEM;
	box->cmd = cmd;
	box->post = post;
	box->letters = READ_ONCE(cmd->sqe->len);
	if (cmd->cmd_op) {
		INIT_DELAYED_WORK(&box->timeout, post_count);
		queue_delayed_work(system_wq, &box->timeout, HZ);
		return -EIOCBQUEUED;
	}
	INIT_DELAYED_WORK(&box->timeout, post_timeout);
	spin_lock(&post->lock);
	post->box = box;
	queue_delayed_work(system_wq, &box->timeout, HZ);
	spin_unlock(&post->lock);
	return -EIOCBQUEUED;
}

static const struct file_operations post_fops = { .write = post_write, .uring_cmd = post_uring_cmd };
