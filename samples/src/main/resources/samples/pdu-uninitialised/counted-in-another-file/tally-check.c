// about: the check reads what nobody has written
// origin: written for this rule
#include "tally.h"

int tally_check(struct io_uring_cmd *cmd)
{
	struct tally_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct tally_pdu);

	return pdu->seen > 100 ? -ENOSPC : 0; // expect: pdu-uninitialised
}
