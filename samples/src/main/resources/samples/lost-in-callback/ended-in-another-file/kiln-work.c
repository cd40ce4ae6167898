// about: the worker ends the job in each case
// origin: written for this rule
#include "kiln.h"

void kiln_job_fn(struct work_struct *work)
{
	struct kiln_job *job = container_of(work, struct kiln_job, work);

	if (job->heat > 1200) {
		kiln_job_end(job, -ERANGE);
		return;
	}
	kiln_job_end(job, 0);
}
