// about: the start either completes the command, or returns a result
// origin: written for this rule
#include "pump.h"

int pump_start(struct pump *pump, struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	bool running;

	spin_lock(&pump->lock);
	running = pump->running;
	pump->running = true;
	spin_unlock(&pump->lock);
	if (running) {
		io_uring_cmd_done(cmd, -EBUSY, issue_flags);
		return -EIOCBQUEUED;
	}
	return 0;
}
