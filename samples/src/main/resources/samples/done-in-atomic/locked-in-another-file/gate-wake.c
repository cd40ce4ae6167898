// about: the command is completed under the lock that the caller holds
// origin: written for this rule
#include "gate.h"

void gate_wake(struct gate *gate, int ret)
{
	struct io_uring_cmd *cmd = gate->cmd;

	gate->cmd = NULL;
	if (cmd)
		io_uring_cmd_done(cmd, ret, IO_URING_F_UNLOCKED);
}
