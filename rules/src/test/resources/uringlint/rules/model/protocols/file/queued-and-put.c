// about: the reference went to the worker, and the caller puts it as well
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct skiff_job {
	struct work_struct work;
	struct file *file;
};

static void skiff_work(struct work_struct *work)
{
	struct skiff_job *job = container_of(work, struct skiff_job, work);
	struct file *file = job->file;

	kfree(job);
	skiff_row(file_inode(file));
	fput(file);
}

static long skiff_ioctl(struct file *own, unsigned int cmd, unsigned long fd)
{
	struct file *file = fget(fd);
	struct skiff_job *job;
	long ret = 0;

	if (!file)
		return -EBADF;
	job = kzalloc(sizeof(*job), GFP_KERNEL);
	if (!job) {
		ret = -ENOMEM;
		goto out;
	}
	job->file = file;
	INIT_WORK(&job->work, skiff_work);
	schedule_work(&job->work);
out:
	fput(file); // twice
	return ret;
}

static const struct file_operations skiff_fops = { .unlocked_ioctl = skiff_ioctl };
