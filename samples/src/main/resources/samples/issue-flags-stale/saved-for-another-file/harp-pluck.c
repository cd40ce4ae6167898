// about: the worker passes the flags that the handler had
// origin: written for this rule
#include "harp.h"
#include <linux/slab.h>

void harp_pluck_fn(struct work_struct *work)
{
	struct harp_pluck *pluck = container_of(work, struct harp_pluck, work);

	io_uring_cmd_done(pluck->cmd, 0, pluck->flags); // expect: issue-flags-stale
	kfree(pluck);
}
