// about: the worker reads the length from the SQE
// origin: written for this rule
#include "scow.h"
#include <linux/slab.h>

void scow_tow_fn(struct work_struct *work)
{
	struct scow_tow *tow = container_of(work, struct scow_tow, work);
	u32 len = READ_ONCE(tow->cmd->sqe->len); // expect: sqe-used-late

	io_uring_cmd_done(tow->cmd, len > 64 ? -EINVAL : 0, IO_URING_F_UNLOCKED);
	kfree(tow);
}
