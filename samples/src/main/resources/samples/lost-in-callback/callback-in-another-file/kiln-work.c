// about: the worker frees a job that is too hot, and forgets its command
// origin: written for this rule
#include "kiln.h"
#include <linux/slab.h>

void kiln_job_fn(struct work_struct *work)
{
	struct kiln_job *job = container_of(work, struct kiln_job, work);

	if (job->heat > 1200) {
		kfree(job);
		return; // expect: lost-in-callback
	}
	kiln_job_end(job, 0);
}
