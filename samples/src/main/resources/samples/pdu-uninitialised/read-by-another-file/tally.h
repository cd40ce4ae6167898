// about: the tally, for the file of its commands and the file that counts
// origin: written for this rule
#ifndef _TALLY_H
#define _TALLY_H

#include <linux/io_uring/cmd.h>

struct tally_pdu {
	u32 seen;
	u32 wanted;
};

void tally_tw(struct io_tw_req tw_req, io_tw_token_t tw);

#endif
