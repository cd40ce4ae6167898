// about: a work item has a reference, and its worker puts it
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct tug_job {
	struct work_struct work;
	struct file *file;
};

static void tug_work(struct work_struct *work)
{
	struct tug_job *job = container_of(work, struct tug_job, work);

	if (vfs_fsync(job->file, 0))
		pr_warn("tug: not in harbor\n");
	fput(job->file);
	kfree(job);
}

static long tug_ioctl(struct file *own, unsigned int cmd, unsigned long fd)
{
	struct tug_job *job = kzalloc(sizeof(*job), GFP_KERNEL);

	if (!job)
		return -ENOMEM;
	job->file = fget(fd);
	if (!job->file) {
		kfree(job);
		return -EBADF;
	}
	INIT_WORK(&job->work, tug_work);
	schedule_work(&job->work);
	return 0;
}

static const struct file_operations tug_fops = { .unlocked_ioctl = tug_ioctl };
