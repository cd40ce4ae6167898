// about: the tally, for the file of its commands and the file that checks them
// origin: written for this rule
#ifndef _TALLY_H
#define _TALLY_H

#include <linux/io_uring/cmd.h>

struct tally_pdu {
	u32 seen;
	u32 wanted;
};

int tally_check(struct io_uring_cmd *cmd);

#endif
