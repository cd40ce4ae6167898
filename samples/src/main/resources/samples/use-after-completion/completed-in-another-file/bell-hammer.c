// about: ringing completes the command
// origin: written for this rule
#include "bell.h"

void bell_ring(struct bell *bell, struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	bell->rings++;
	io_uring_cmd_done(cmd, bell->rings & 0x7fff, issue_flags);
}
