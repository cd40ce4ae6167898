// about: a worker lets another file finish the beat
// origin: written for this rule
#include "drum.h"
#include <linux/fs.h>
#include <linux/slab.h>

static void drum_beat_fn(struct work_struct *work)
{
	struct drum_beat *beat = container_of(work, struct drum_beat, work);

	drum_finish(beat, 0);
}

static int drum_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct drum_beat *beat = kzalloc(sizeof(*beat), GFP_NOWAIT);

	if (!beat)
		return -ENOMEM;
	beat->cmd = cmd;
	INIT_WORK(&beat->work, drum_beat_fn);
	schedule_work(&beat->work);
	return -EIOCBQUEUED;
}

static const struct file_operations drum_fops = { .uring_cmd = drum_uring_cmd };
