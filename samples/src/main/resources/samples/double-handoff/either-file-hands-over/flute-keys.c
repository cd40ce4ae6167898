// about: a loud flute hands the command over itself, and says so
// origin: written for this rule
#include "flute.h"

bool flute_play(struct flute *flute, struct io_uring_cmd *cmd)
{
	if (!flute->loud)
		return false;
	io_uring_cmd_complete_in_task(cmd, flute_tw);
	return true;
}
