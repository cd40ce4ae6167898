// about: a loud flute hands the command over itself
// origin: written for this rule
#include "flute.h"

void flute_play(struct flute *flute, struct io_uring_cmd *cmd)
{
	if (flute->loud)
		io_uring_cmd_complete_in_task(cmd, flute_tw);
}
