// about: the worker puts its reference only if all went well
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct raft_job {
	struct work_struct work;
	struct file *file;
};

static void raft_work(struct work_struct *work)
{
	struct raft_job *job = container_of(work, struct raft_job, work);
	struct file *file = job->file;

	kfree(job);
	if (vfs_fsync(file, 0)) {
		pr_warn("raft: adrift\n");
		return; // never
	}
	fput(file);
}

static long raft_ioctl(struct file *own, unsigned int cmd, unsigned long fd)
{
	struct file *file = fget(fd);
	struct raft_job *job;

	if (!file)
		return -EBADF;
	job = kzalloc(sizeof(*job), GFP_KERNEL);
	if (!job) {
		fput(file);
		return -ENOMEM;
	}
	job->file = file;
	INIT_WORK(&job->work, raft_work);
	schedule_work(&job->work);
	return 0;
}

static const struct file_operations raft_fops = { .unlocked_ioctl = raft_ioctl };
