// about: a helper that knows nothing of commands puts the request that carries one on the list of waiting requests
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/list.h>
#include <linux/spinlock.h>
#include <linux/slab.h>

struct pair_request {
	struct list_head link;
	struct io_uring_cmd *cmd;
	u32 key;
};

struct pair_dev {
	spinlock_t lock;
	struct list_head waiting;
};

static struct pair_request *pair_match_or_save(struct pair_dev *dev, struct pair_request *request)
{
	struct pair_request *other, *found = NULL;

	spin_lock(&dev->lock);
	list_for_each_entry(other, &dev->waiting, link) {
		if (other->key == request->key) {
			found = other;
			list_del(&found->link);
			break;
		}
	}
	if (!found)
		list_add_tail(&request->link, &dev->waiting);
	spin_unlock(&dev->lock);
	return found;
}

static int pair_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct pair_dev *dev = cmd->file->private_data;
	struct pair_request *request, *other;

	request = kzalloc(sizeof(*request), GFP_NOWAIT);
	if (!request)
		return -ENOMEM;
	request->cmd = cmd;
	other = pair_match_or_save(dev, request);
	if (!other)
		return -EIOCBQUEUED;
	io_uring_cmd_done(other->cmd, 0, issue_flags);
	kfree(other);
	kfree(request);
	return 0;
}

static int pair_flush(struct file *file, fl_owner_t id)
{
	struct pair_dev *dev = file->private_data;
	struct pair_request *request, *next;

	list_for_each_entry_safe(request, next, &dev->waiting, link) {
		list_del(&request->link);
		io_uring_cmd_done(request->cmd, -ECANCELED, IO_URING_F_UNLOCKED);
		kfree(request);
	}
	return 0;
}

static const struct file_operations pair_fops = { .uring_cmd = pair_uring_cmd, .flush = pair_flush };
