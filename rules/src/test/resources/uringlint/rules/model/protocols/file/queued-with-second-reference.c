// about: the worker gets a reference of its own, so that the caller may put its one
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct yawl_job {
	struct work_struct work;
	struct file *file;
};

static void yawl_work(struct work_struct *work)
{
	struct yawl_job *job = container_of(work, struct yawl_job, work);
	struct file *file = job->file;

	kfree(job);
	yawl_row(file_inode(file));
	fput(file);
}

static long yawl_ioctl(struct file *own, unsigned int cmd, unsigned long fd)
{
	struct file *file = fget(fd);
	struct yawl_job *job;
	long ret = 0;

	if (!file)
		return -EBADF;
	job = kzalloc(sizeof(*job), GFP_KERNEL);
	if (!job) {
		ret = -ENOMEM;
		goto out;
	}
	job->file = get_file(file);
	INIT_WORK(&job->work, yawl_work);
	schedule_work(&job->work);
out:
	fput(file); // spurious: twice
	return ret;
}

static const struct file_operations yawl_fops = { .unlocked_ioctl = yawl_ioctl };
