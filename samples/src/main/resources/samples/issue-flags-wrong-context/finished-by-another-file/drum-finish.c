// about: a beat is finished as if that was task work
// origin: written for this rule
#include "drum.h"
#include <linux/slab.h>

void drum_finish(struct drum_beat *beat, int ret)
{
	io_uring_cmd_done(beat->cmd, ret, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS); // expect: issue-flags-wrong-context
	kfree(beat);
}
